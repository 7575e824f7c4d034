import type { Attachment, PinnedAttachment } from '../../schemas/attachment.ts';
import type { Campaign } from '../../schemas/campaign.ts';
import {
  check,
  explanationKey,
  explanationOf,
  type Figures,
  type Finding,
  type Form,
  sharedExplanationKey,
} from '../../schemas/form.ts';
import type { Text } from '../../schemas/text.ts';

/** Characters of an explanation that says anything. */
const SHORTEST = 6;

export interface Judged {
  answers: Record<string, unknown>;
  findings: Finding[];
  /** Those of the findings that keep the report from being submitted as it stands. */
  faults: Finding[];
  /** The explanations that explain a finding; others are let go. */
  explanations: { [key: string]: string };
  /** What they explain; an explanation of several findings, the first of them. */
  doubts: { [key: string]: Text };
}

/** Everything that a submission of this content would be told. */
export function judge(
  form: Form,
  campaign: Campaign,
  content: {
    answers: unknown;
    files: readonly (Attachment | PinnedAttachment)[];
    explanations: { [key: string]: string };
    nil: boolean;
    /** Of the unit's other reports. */
    onRecord?: Figures;
  },
): Judged {
  const { nil, files, onRecord } = content;
  const { answers, findings } = check(form, content.answers, { campaign, attachments: files, nil, onRecord });
  const given = Object.fromEntries(
    Object.entries(content.explanations).map(([key, text]) => [key, text.trim()]),
  );
  const doubts = findings.filter(({ severity }) => severity === 'explanation');
  const wanted = new Map<string, Text>();
  for (const doubt of doubts) {
    for (const key of [explanationKey(doubt), sharedExplanationKey(doubt)])
      if (given[key] && !wanted.has(key)) wanted.set(key, doubt.message);
  }
  const explained = (doubt: Finding) => [...(explanationOf(given, doubt) ?? '')].length >= SHORTEST;
  return {
    answers,
    findings,
    faults: findings.filter(
      (finding) =>
        finding.severity === 'blocking' || (finding.severity === 'explanation' && !explained(finding)),
    ),
    explanations: Object.fromEntries([...wanted.keys()].map((key) => [key, given[key] ?? ''])),
    doubts: Object.fromEntries(wanted),
  };
}
