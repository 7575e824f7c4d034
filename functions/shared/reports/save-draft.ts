import { isDeepStrictEqual } from 'node:util';
import type { DraftSave } from '../../../schemas/contract/reports.ts';
import { normalise } from '../../../schemas/fields/normalise.ts';
import { type Field, fieldsOf } from '../../../schemas/form.ts';
import type { Draft, ReportHead, Revision } from '../../../schemas/report.ts';
import type { Clock } from '../clock.ts';
import { type Detail, Problem } from '../problems.ts';
import { auditRow } from '../records/audit.ts';
import { keys } from '../records/keys.ts';
import { findHead, findNewest, findWork, toRow } from '../records/reports.ts';
import { ConditionFailed, NEW, type Table, type Write } from '../records/shapes.ts';
import { isLive } from './live-draft.ts';
import type { OwnReport } from './own-report.ts';
import { lockOf } from './standing.ts';
import { stillExplained } from './still-explained.ts';

/**
 * A page draws all rows of a draft with all their fields; of more than the form takes it may be too large to be
 * answered at all, and then nobody could open the report to remove some.
 */
function requireDrawable(fields: readonly Field[], answers: Record<string, unknown>): void {
  const details = fields.flatMap(({ name, title, maxRows }): Detail[] => {
    const rows = answers[name];
    if (maxRows === undefined || !Array.isArray(rows) || rows.length <= maxRows) return [];
    const message = {
      zh: `“${title.zh}”有${rows.length}行，最多${maxRows}行。`,
      en: `“${title.en}” has ${rows.length} rows; it takes ${maxRows} at most.`,
    };
    return [{ pointer: `/${name}`, severity: 'blocking', code: 'too-many-rows', message }];
  });
  if (details.length > 0) throw new Problem('too-large', details);
}

const stale = (version: number) => new Problem('stale-version', [], { version });

/**
 * Is this what the draft holds already? Then whoever saves it loses nothing: the answer to the first save was lost on
 * the way, or somebody pressed twice.
 */
const holds = (draft: Draft, answers: unknown, explanations: DraftSave['explanations']): boolean =>
  isDeepStrictEqual(draft.answers, answers) &&
  (explanations === undefined || isDeepStrictEqual(draft.explanations, explanations));

/** What the report says so far: its draft, else what was submitted last, which is read only where there is any. */
async function lastOf(
  table: Table,
  own: OwnReport,
  head: ReportHead | undefined,
  draft: Draft | undefined,
): Promise<Draft | Revision | undefined> {
  if (isLive(draft, head)) return draft;
  return head?.revision ? (await findNewest(table, own, 1))[0] : undefined;
}

/** A draft must know the newest revision, or it would pass for history; so the head may not move meanwhile. */
function headWrites(own: OwnReport, head: ReportHead | undefined, savedAt: string, by: string): Write[] {
  if (head) {
    const check = { expression: 'revision = :revision', values: { ':revision': head.revision } };
    return [{ key: keys.head(own), check }];
  }
  const { campaign, unit, form } = own;
  const first: ReportHead = {
    campaign,
    unit,
    form,
    state: 'draft',
    version: 1,
    revision: 0,
    nil: false,
    savedAt,
  };
  const started = { campaign, unit, form, by, action: 'report-started' as const };
  return [{ put: toRow.head(first), condition: NEW }, { put: auditRow(started, new Date(savedAt)) }];
}

/**
 * Saves anything, whole or not, valid or not, if nobody saved since the version that it was made from. Explanations that
 * are not sent stay as they were in the draft, or in what was submitted last, as far as they still hold.
 * @param by who, for the audit log: the first draft of a report is a change of its state
 * @throws Problem `stale-version` with the newest version, `already-accepted`, `form-closed`, `too-large`
 */
export async function saveDraft(
  { table, clock }: { table: Table; clock: Clock },
  own: OwnReport,
  { version, answers, explanations }: DraftSave,
  by: string,
): Promise<Draft> {
  const fields = fieldsOf(own.definition);
  const kept = normalise(fields, answers).answers;
  requireDrawable(fields, kept);
  for (let attempt = 0; ; attempt++) {
    const [head, work] = await Promise.all([findHead(table, own), findWork(table, own)]);
    const before = work.draft;
    const now = clock();
    const lock = lockOf(own, head, now);
    if (lock) throw new Problem(lock);
    if (version !== (before?.version ?? 0)) {
      if (isLive(before, head) && holds(before, kept, explanations)) return before;
      throw stale(before?.version ?? 0);
    }
    const explainedStill = async () => {
      const last = await lastOf(table, own, head, before);
      return last ? stillExplained(fields, last, kept) : {};
    };
    const draft: Draft = {
      version: version + 1,
      base: head?.revision ?? 0,
      answers: kept,
      explanations: explanations ?? (await explainedStill()),
      savedAt: now.toISOString(),
    };
    const condition = before ? { expression: 'version = :v', values: { ':v': version } } : NEW;
    try {
      await table.transact([
        { put: toRow.draft(own, draft), condition },
        ...headWrites(own, head, draft.savedAt, by),
      ]);
      return draft;
    } catch (error) {
      // Somebody saved or submitted at the same moment: the next look tells which.
      if (!(error instanceof ConditionFailed)) throw error;
      if (attempt > 1) throw stale(before?.version ?? 0);
    }
  }
}
