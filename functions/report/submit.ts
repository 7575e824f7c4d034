import { setTimeout as pause } from 'node:timers/promises';
import type { Submission } from '../../schemas/contract/reports.ts';
import { normalise } from '../../schemas/fields/normalise.ts';
import { type Finding, fieldsOf } from '../../schemas/form.ts';
import type { Receipt, Revision } from '../../schemas/report.ts';
import type { Session } from '../../schemas/session.ts';
import { Problem } from '../shared/problems.ts';
import { findHead, findReceipt, findRevision } from '../shared/records/reports.ts';
import { ConditionFailed } from '../shared/records/shapes.ts';
import type { OwnReport } from '../shared/reports/own-report.ts';
import { contentHash } from './content.ts';
import type { Dependencies } from './dependencies.ts';
import { judge } from './judge.ts';
import { keyHashOf, referenceOf, submittedWith } from './keyed-receipt.ts';
import { type Prepared, prepare, RECEIPT, writesOf } from './prepare.ts';

/** A submission that is kept: its revision, the instant that decides its timeliness, and what it was told. */
export interface Kept {
  revision: Revision;
  firstSubmittedAt: string;
  hints: Finding[];
}

/** Tries to win the race for a report against others who submit at the same moment. */
const RACES = 4;

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
  const { answers } = normalise(fieldsOf(own.definition), entry.answers);
  const { explanations = {} } = entry;
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
  const keyHash = keyHashOf(own, key);
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
        hints: hintsOf(prepared.findings),
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
