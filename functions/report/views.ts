import type { Campaign } from '../../schemas/campaign.ts';
import type { ProblemError } from '../../schemas/contract/problem.ts';
import type { ReportView, Submitted } from '../../schemas/contract/reports.ts';
import type { Finding } from '../../schemas/form.ts';
import type { Language } from '../../schemas/text.ts';
import { attachmentSummary } from '../shared/attachments/summary.ts';
import type { OwnReport } from '../shared/reports/own-report.ts';
import { standingOf } from '../shared/reports/standing.ts';
import type { Report } from './report.ts';
import type { Kept } from './submit.ts';

export const errorsIn = (findings: readonly Finding[], language: Language): ProblemError[] =>
  findings.map((finding) => ({ ...finding, message: finding.message[language] }));

export function reportView(
  campaign: Campaign,
  own: OwnReport,
  report: Report,
  now: Date,
  language: Language,
): ReportView {
  const { state, timeliness } = standingOf(campaign, own, report.head, now);
  return {
    form: own.form,
    title: own.definition.title[language],
    state,
    timeliness,
    due: own.due.toISOString(),
    closes: own.closes.toISOString(),
    version: report.version,
    answers: report.answers,
    explanations: report.explanations,
    attachments: report.attachments.map((attachment) => attachmentSummary(attachment, language)),
    revisions: report.revisions.map(({ revision, reference, submittedAt, nil }) => ({
      revision,
      reference,
      submittedAt,
      timeliness,
      nil,
    })),
    messages: report.messages,
  };
}

export function submittedView(
  campaign: Campaign,
  own: OwnReport,
  { revision, firstSubmittedAt, hints }: Kept,
  language: Language,
): Submitted {
  const { revision: number, reference, submittedAt } = revision;
  const head = { ...revision, state: 'submitted', version: 1, firstSubmittedAt } as const;
  const { timeliness } = standingOf(campaign, own, head, new Date(submittedAt));
  const errors = errorsIn(hints, language);
  return { reference, revision: number, submittedAt, state: 'submitted', timeliness, hints: errors };
}
