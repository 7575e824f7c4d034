import type { Submission } from '../../schemas/contract/reports.ts';
import type { Finding } from '../../schemas/form.ts';
import type { Receipt, ReportHead, Revision } from '../../schemas/report.ts';
import type { Session } from '../../schemas/session.ts';
import { Problem } from '../shared/problems.ts';
import { auditRow } from '../shared/records/audit.ts';
import { queueMail } from '../shared/records/outbox.ts';
import { findWork, toRow } from '../shared/records/reports.ts';
import { NEW, type Write } from '../shared/records/shapes.ts';
import { findOnRecord } from '../shared/reports/on-record.ts';
import type { OwnReport } from '../shared/reports/own-report.ts';
import { lockOf } from '../shared/reports/standing.ts';
import { chosenFiles } from './chosen-files.ts';
import { contentHash } from './content.ts';
import type { Dependencies } from './dependencies.ts';
import { judge } from './judge.ts';

/** A submission that can be written, and the head that it was made from. */
export interface Prepared {
  revision: Revision & { submittedBy: string };
  head: ReportHead;
  before: ReportHead | undefined;
  findings: Finding[];
}

/** Reads where the report stands, and makes what would be written. @throws Problem for whatever forbids it */
export async function prepare(
  { table, clock, campaign }: Dependencies,
  own: OwnReport,
  session: Session,
  entry: Submission,
  reference: string,
): Promise<Prepared> {
  const [{ head: before, figures }, work] = await Promise.all([
    findOnRecord(table, own),
    findWork(table, own),
  ]);
  const now = clock();
  const lock = lockOf(own, before, now);
  if (lock) throw new Problem(lock);
  const attachments = chosenFiles(own.definition, work.attachments, entry.attachments);
  const { nil } = entry;
  const { answers, explanations, doubts, findings, faults } = judge(own.definition, campaign, {
    answers: entry.answers,
    explanations: entry.explanations ?? {},
    files: attachments,
    nil,
    onRecord: figures,
  });
  if (faults.length > 0) throw new Problem('invalid-answers', faults);
  const ids = attachments.map(({ id }) => id).sort();
  const submittedAt = now.toISOString();
  const report = { campaign: own.campaign, unit: own.unit, form: own.form };
  const revision: Prepared['revision'] = {
    ...report,
    formVersion: own.definition.version,
    revision: (before?.revision ?? 0) + 1,
    reference,
    submittedAt,
    submittedBy: session.email,
    nil,
    answers,
    explanations,
    doubts,
    attachments,
    contentHash: contentHash({ answers, attachments: ids, explanations: entry.explanations ?? {}, nil }),
  };
  const head: ReportHead = {
    ...before,
    ...report,
    state: 'submitted',
    version: (before?.version ?? 0) + 1,
    revision: revision.revision,
    reference,
    nil,
    firstSubmittedAt: before?.firstSubmittedAt ?? submittedAt,
    submittedAt,
    attached: {
      files: attachments.length,
      bytes: attachments.reduce((sum, { pin }) => sum + pin.size, 0),
    },
    figures: own.definition.figures?.(answers),
  };
  return { revision, head, before, findings };
}

/** Where the receipt stands among the writes. */
export const RECEIPT = 0;

/** The revision and all that follows from it, in one transaction: nothing is acknowledged in part. */
export function writesOf({ revision, head, before }: Prepared, keyHash: string): Write[] {
  const { campaign, unit, form, reference, submittedAt, contentHash } = revision;
  const now = new Date(submittedAt);
  const news = { campaign, unit, form, reference, revision: revision.revision };
  const receipt: Receipt = { ...news, submittedAt, keyHash, contentHash };
  const unchanged = before && { expression: 'version = :v', values: { ':v': before.version } };
  return [
    { put: toRow.receipt(receipt), condition: NEW },
    { put: toRow.head(head), condition: unchanged ?? NEW },
    { put: toRow.revision(revision), condition: NEW },
    queueMail({ ...news, id: `${reference}.confirmation`, kind: 'confirmation' }, now),
    { put: auditRow({ ...news, by: revision.submittedBy, action: 'report-submitted' }, now) },
  ];
}
