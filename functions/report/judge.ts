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

/** Characters of an explanation that says anything. */
const SHORTEST = 6;

export interface Judged {
  answers: Record<string, unknown>;
  findings: Finding[];
  /** Those of the findings that keep the report from being submitted as it stands. */
  faults: Finding[];
  /** The explanations that explain a finding; others are let go. */
  explanations: { [key: string]: string };
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
  const wanted = new Set(doubts.flatMap((doubt) => [explanationKey(doubt), sharedExplanationKey(doubt)]));
  const explained = (doubt: Finding) => [...(explanationOf(given, doubt) ?? '')].length >= SHORTEST;
  return {
    answers,
    findings,
    faults: findings.filter(
      (finding) =>
        finding.severity === 'blocking' || (finding.severity === 'explanation' && !explained(finding)),
    ),
    explanations: Object.fromEntries([...wanted].flatMap((key) => (given[key] ? [[key, given[key]]] : []))),
  };
}
