import * as z from 'zod';
import { normalise } from '../../schemas/fields/normalise.ts';
import { readPasted } from '../../schemas/fields/pasted.ts';
import { type Finding, type Form, fieldsOf } from '../../schemas/form.ts';
import { memberOf } from '../shared/fields/drawing.ts';

/** So many of the columns that have no place are named. */
const MOST_NAMED = 5;
const LONGEST_NAME = 40;

/** What became of rows that were pasted without script; the address of the page that follows says it. */
const Pasted = z.object({
  /** The field of the rows, the first of them that was pasted, and how many. */
  pasted: z.string().max(40),
  from: z.coerce.number().int().min(0).max(2000),
  count: z.coerce.number().int().min(0).max(2000),
  /** More than the form takes. */
  left: z.coerce.number().int().min(0).catch(0),
  /** Heads that no column has. */
  strange: z.array(z.string().max(LONGEST_NAME)).max(MOST_NAMED).catch([]),
});
export type Pasted = z.infer<typeof Pasted>;

export const pastedOf = (query: { [name: string]: string[] }): Pasted | undefined =>
  Pasted.safeParse({
    pasted: query.pasted?.[0],
    from: query.from?.[0],
    count: query.count?.[0],
    left: query.left?.[0],
    strange: query.strange,
  }).data;

/** `pasted=rows&from=3&count=12` */
export const pastedQuery = ({ strange, ...rest }: Pasted): string =>
  new URLSearchParams([
    ...Object.entries(rest).map(([name, value]) => [name, String(value)]),
    ...strange.map((head) => ['strange', head]),
  ]).toString();

/** The answers with what a spreadsheet put on the clipboard as rows after those that are there. */
export function pasteRows(
  form: Form,
  given: unknown,
  name: string,
  text: string,
): { answers: Record<string, unknown>; pasted: Pasted } | undefined {
  const fields = fieldsOf(form);
  const field = fields.find((one) => one.name === name && one.kind === 'rows');
  if (!field) return undefined;
  const columns = (field.fields ?? []).map((column) => ({
    name: column.name,
    names: [column.title.zh, column.title.en, column.name],
  }));
  const { rows, strange } = readPasted(text, columns);
  const filled = rows.filter((row) => Object.keys(row).length > 0);
  // Blank rows are not kept, so the first one pasted follows the last that says something.
  const { answers } = normalise(fields, given);
  const there = memberOf(answers, name);
  const before: unknown[] = Array.isArray(there) ? there : [];
  const room = Math.max(0, (field.maxRows ?? Number.POSITIVE_INFINITY) - before.length);
  const taken = filled.slice(0, room);
  return {
    answers: { ...answers, [name]: [...before, ...taken] },
    pasted: {
      pasted: name,
      from: before.length,
      count: taken.length,
      left: filled.length - taken.length,
      strange: strange.slice(0, MOST_NAMED).map((head) => head.slice(0, LONGEST_NAME)),
    },
  };
}

/** The cells of the pasted rows that could not be read; what is not filled in yet is told when the report is checked. */
export function unreadCells({ pasted, from, count }: Pasted, findings: readonly Finding[]): Finding[] {
  return findings.filter(({ pointer, severity, code }) => {
    const [, name, row, cell] = pointer.split('/');
    const isPasted = name === pasted && Number(row) >= from && Number(row) < from + count;
    return isPasted && cell !== undefined && severity === 'blocking' && code !== 'required';
  });
}
