import * as z from 'zod';
import { DecisionEntry } from '../../schemas/contract/desk.ts';
import { type FormFields, parseWith } from '../shared/http/body.ts';
import { Problem } from '../shared/problems.ts';
import { findRevision } from '../shared/records/reports.ts';
import type { Table } from '../shared/records/shapes.ts';
import type { AskedReport } from './asked-report.ts';
import { BOTH, type Typed } from './decision-forms.tsx';
import { rowsTyped, rowTargets } from './rows-to-correct.ts';

/** A decision as a page's form posts it: texts, and one tick alone is no list. */
const PostedEntry = DecisionEntry.extend({
  revision: z.coerce.number().pipe(DecisionEntry.shape.revision),
  fields: z.preprocess(
    (ticked) => (typeof ticked === 'string' ? [ticked] : ticked),
    DecisionEntry.shape.fields,
  ),
});

/** What is shown again when it cannot be taken. */
export const typedIn = ({ definition }: AskedReport, posted: FormFields): Typed => ({
  message: [posted.message ?? ''].flat().join('\n'),
  fields: [posted.fields ?? []].flat(),
  rows: rowsTyped(definition, posted),
});

/**
 * The decision that a page posted, where an acceptance comes without a reason; rows that were named by their numbers are those of the revision that it showed.
 * @throws Problem `invalid-input`
 */
export async function postedDecision(
  table: Table,
  asked: AskedReport,
  posted: FormFields,
): Promise<DecisionEntry> {
  const entry = parseWith(PostedEntry, posted);
  const { message, fields, rows } = typedIn(asked, posted);
  const filled = [message, ...fields, ...Object.values(rows)].some((typed) => typed.trim() !== '');
  if (entry.decision === 'accept' && filled) throw new Problem('invalid-input', [BOTH]);
  if (Object.values(rows).every((typed) => typed.trim() === '')) return entry;
  const revision = await findRevision(table, asked, entry.revision);
  const named = rowTargets(asked.definition, rows, revision?.answers);
  return parseWith(DecisionEntry, { ...entry, fields: [...(entry.fields ?? []), ...named] });
}
