import { Problem } from '../shared/problems.ts';
import type { OwnReport } from '../shared/reports/own-report.ts';
import { saveDraft } from '../shared/reports/save-draft.ts';
import { lockOf } from '../shared/reports/standing.ts';
import { REFUSALS, Refusal } from '../shared/workbook/read/refusals.ts';
import { type Current, findCurrent } from './current.ts';
import type { Dependencies } from './dependencies.ts';
import { type ReadTemplate, readTemplate } from './read-template.ts';
import { TemplateRefusal } from './template-refusals.ts';

export interface Imported {
  current: Current;
  read: ReadTemplate;
}

/** Refusals are told as problems: one, with the reason as its detail. */
function told(error: unknown): unknown {
  const refused =
    error instanceof Refusal
      ? { code: error.code, message: REFUSALS[error.code] }
      : error instanceof TemplateRefusal
        ? { code: error.code, message: error.text }
        : undefined;
  return refused
    ? new Problem('unreadable-workbook', [{ ...refused, pointer: '', severity: 'blocking' }])
    : error;
}

/**
 * Reads a file for a report; saves nothing.
 * @throws Problem `unreadable-workbook` with the reason, `already-accepted`, `form-closed`
 */
export async function readFor(
  { table, campaign, clock }: Dependencies,
  own: OwnReport,
  file: Buffer,
): Promise<Imported> {
  const current = await findCurrent(table, own);
  const lock = lockOf(own, current.head, clock());
  if (lock) throw new Problem(lock);
  const { definition: form } = own;
  const { answers, files, figures } = current;
  try {
    return {
      current,
      read: readTemplate(file, { form, campaign, files, current: answers ?? {}, onRecord: figures }),
    };
  } catch (error) {
    throw told(error);
  }
}

/**
 * Puts what was read into the draft.
 * @param by who imports it
 * @throws Problem `stale-version` and what else `saveDraft` throws
 */
export async function keep(
  dependencies: Dependencies,
  own: OwnReport,
  { read }: Imported,
  version: number,
  by: string,
): Promise<number> {
  const draft = await saveDraft(dependencies, own, { version, answers: read.answers }, by);
  return draft.version;
}
