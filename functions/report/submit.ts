import { setTimeout as pause } from 'node:timers/promises';
import type { Submission } from '../../schemas/contract/reports.ts';
import type { Finding } from '../../schemas/form.ts';
import { referenceFrom } from '../../schemas/reference.ts';
import type { Receipt, ReportHead, Revision } from '../../schemas/report.ts';
import type { Session } from '../../schemas/session.ts';
import { Problem } from '../shared/problems.ts';
import { sha256 } from '../shared/random.ts';
import { auditRow } from '../shared/records/audit.ts';
import { queueMail } from '../shared/records/outbox.ts';
import { findHead, findReceipt, findRevision, findWork, toRow } from '../shared/records/reports.ts';
import { ConditionFailed, NEW, type Table, type Write } from '../shared/records/shapes.ts';
import type { OwnReport } from '../shared/reports/own-report.ts';
import { lockOf } from '../shared/reports/standing.ts';
import { chosenFiles } from './chosen-files.ts';
import { contentHash } from './content.ts';
import type { Dependencies } from './dependencies.ts';
import { judge } from './judge.ts';

/** A submission that is kept: its revision, the instant that decides its timeliness, and what it was told. */
export interface Kept {
  revision: Revision;
  firstSubmittedAt: string;
  hints: Finding[];
}

/** Where the receipt stands among the writes of the transaction. */
const RECEIPT = 0;
const RACES = 4;
const REFERENCES = 8;

const hashOf = ({ campaign, unit, form }: OwnReport, key: string, attempt = '') =>
  sha256([campaign, unit, form, key, ...(attempt ? [attempt] : [])].join('|'));

const referenceOf = (own: OwnReport, key: string, attempt: number): string =>
  referenceFrom(hashOf(own, key, String(attempt)));

/** What an idempotency key has made already, if anything. */
export async function submittedWith(table: Table, own: OwnReport, key: string): Promise<Receipt | undefined> {
  const keyHash = hashOf(own, key);
  for (let attempt = 1; attempt <= REFERENCES; attempt++) {
    const receipt = await findReceipt(table, referenceOf(own, key, attempt));
    // The number of another report: ours, if there is one, has the next number.
    if (!receipt || receipt.keyHash === keyHash) return receipt;
  }
  return undefined;
}

/** The first answer again. @throws Problem `key-reused` when the content is another one */
async function repeat(
  { table, campaign }: Dependencies,
  own: OwnReport,
  receipt: Receipt,
  entry: Submission,
): Promise<Kept> {
  const [head, revision] = await Promise.all([
    findHead(table, own),
    findRevision(table, own, receipt.revision),
  ]);
  if (!revision) throw new Error('a receipt without its revision');
  const { answers, explanations } = judge(own.definition, campaign, {
    answers: entry.answers,
    explanations: entry.explanations ?? {},
    files: revision.attachments,
    nil: entry.nil,
  });
  const attachments = [...new Set(entry.attachments)].sort();
  if (contentHash({ answers, attachments, explanations, nil: entry.nil }) !== receipt.contentHash) {
    throw new Problem('key-reused');
  }
  const { nil, attachments: files } = revision;
  const { findings } = judge(own.definition, campaign, { ...revision, files, nil });
  const firstSubmittedAt = head?.firstSubmittedAt ?? receipt.submittedAt;
  return { revision, firstSubmittedAt, hints: hintsOf(findings) };
}

const hintsOf = (findings: Finding[]) => findings.filter(({ severity }) => severity === 'hint');

interface Prepared {
  revision: Revision;
  head: ReportHead;
  before: ReportHead | undefined;
  hints: Finding[];
}

/** Reads where the report stands, and makes what would be written. @throws Problem for whatever forbids it */
async function prepare(
  { table, clock, campaign }: Dependencies,
  own: OwnReport,
  session: Session,
  entry: Submission,
  reference: string,
): Promise<Prepared> {
  const [before, work] = await Promise.all([findHead(table, own), findWork(table, own)]);
  const now = clock();
  const lock = lockOf(own, before, now);
  if (lock) throw new Problem(lock);
  const attachments = chosenFiles(work.attachments, entry.attachments);
  const { nil } = entry;
  const { answers, explanations, findings, faults } = judge(own.definition, campaign, {
    answers: entry.answers,
    explanations: entry.explanations ?? {},
    files: attachments,
    nil,
  });
  if (faults.length > 0) throw new Problem('invalid-answers', faults);
  const ids = attachments.map(({ id }) => id).sort();
  const submittedAt = now.toISOString();
  const { unit, form } = own;
  const revision: Revision = {
    campaign: own.campaign,
    unit,
    form,
    formVersion: own.definition.version,
    revision: (before?.revision ?? 0) + 1,
    reference,
    submittedAt,
    submittedBy: session.email,
    nil,
    answers,
    explanations,
    attachments,
    contentHash: contentHash({ answers, attachments: ids, explanations, nil }),
  };
  const head: ReportHead = {
    ...before,
    campaign: own.campaign,
    unit,
    form,
    state: 'submitted',
    version: (before?.version ?? 0) + 1,
    revision: revision.revision,
    reference,
    nil,
    firstSubmittedAt: before?.firstSubmittedAt ?? submittedAt,
    submittedAt,
  };
  return { revision, head, before, hints: hintsOf(findings) };
}

/** The revision and all that follows from it, in one transaction: nothing is acknowledged in part. */
function writesOf({ revision, head, before }: Prepared, keyHash: string): Write[] {
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

/**
 * Keeps a submission: one revision for one idempotency key, however often and at whatever moments it is sent (I1, I2).
 * @throws Problem `invalid-answers`, `upload-unfinished`, `already-accepted`, `form-closed`, `key-reused`,
 * `stale-version` when others keep winning the race for this report
 */
export async function submit(
  dependencies: Dependencies,
  own: OwnReport,
  session: Session,
  entry: Submission,
  key: string,
): Promise<Kept> {
  const { table, log } = dependencies;
  const keyHash = hashOf(own, key);
  const first = async () => {
    const receipt = await submittedWith(table, own, key);
    return receipt && repeat(dependencies, own, receipt, entry);
  };
  let attempt = 1;
  for (let race = 0; race < RACES; race++) {
    if (race > 0) await pause(Math.random() * 30 * race);
    const reference = referenceOf(own, key, attempt);
    let prepared: Prepared;
    try {
      prepared = await prepare(dependencies, own, session, entry, reference);
    } catch (error) {
      // What is forbidden now may have been done before: a repeated request still gets its first answer.
      const again = error instanceof Problem ? await first() : undefined;
      if (again) return again;
      throw error;
    }
    try {
      await table.transact(writesOf(prepared, keyHash));
      log.info('report submitted', { reference, form: own.form, unit: own.unit });
      return {
        revision: prepared.revision,
        firstSubmittedAt: prepared.head.firstSubmittedAt ?? prepared.revision.submittedAt,
        hints: prepared.hints,
      };
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error;
      if (!error.failed.includes(RECEIPT)) continue;
      const again = await first();
      if (again) return again;
      if (await findReceipt(table, reference)) attempt++;
    }
  }
  throw new Problem('stale-version', [], { version: (await findHead(table, own))?.version ?? 0 });
}
