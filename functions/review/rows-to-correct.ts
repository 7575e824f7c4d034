import { narrow } from '../../schemas/fields/clean.ts';
import { type Field, type Form, fieldsOf } from '../../schemas/form.ts';
import { memberOf } from '../shared/fields/drawing.ts';
import type { FormFields } from '../shared/http/body.ts';
import { type Detail, Problem } from '../shared/problems.ts';

/** What was typed as numbers of rows, by the name of its control. */
export type RowsTyped = { [name: string]: string };

/** The registers of a form. */
export const rowsFields = (form: Form): Field[] => fieldsOf(form).filter(({ kind }) => kind === 'rows');

/** The control that takes numbers of rows of a register. */
export const rowsName = ({ name }: Field): string => `numbers-${name}`;

export const rowsTyped = (form: Form, posted: FormFields): RowsTyped =>
  Object.fromEntries(
    rowsFields(form).map((field) => [rowsName(field), String(posted[rowsName(field)] ?? '')]),
  );

/** `3、5-7` => 3, 5, 6, 7; undefined for what are no numbers of the rows that there are. */
export function rowNumbers(typed: string, count: number): number[] | undefined {
  const parts = narrow(typed)
    .split(/[\s、,，;；]+/)
    .filter(Boolean);
  const numbers = new Set<number>();
  for (const part of parts) {
    const [, first, last = first] = /^(\d{1,5})(?:[-–—~～至](\d{1,5}))?$/.exec(part) ?? [];
    const [from, to] = [Number(first), Number(last)];
    if (!(from >= 1 && from <= to && to <= count)) return undefined;
    for (let number = from; number <= to; number++) numbers.add(number);
  }
  return [...numbers];
}

const wrong = (field: Field, count: number): Detail => ({
  pointer: `/${rowsName(field)}`,
  severity: 'blocking',
  code: 'invalid',
  message: {
    zh: `行号不正确：请填写1到${count}之间的数字，例如：3、5-7。`,
    en: `These are no numbers of rows: give numbers from 1 to ${count}, for example: 3, 5-7.`,
  },
});

/**
 * The rows that were named by number, as JSON pointers into the answers that the office looked at.
 * @throws Problem `invalid-input` for what are no numbers of its rows
 */
export function rowTargets(form: Form, typed: RowsTyped, answers: unknown): string[] {
  return rowsFields(form).flatMap((field) => {
    const rows = memberOf(answers, field.name);
    const count = Array.isArray(rows) ? rows.length : 0;
    const numbers = rowNumbers(typed[rowsName(field)] ?? '', count);
    if (!numbers) throw new Problem('invalid-input', [wrong(field, count)]);
    return numbers.map((number) => `/${field.name}/${number - 1}`);
  });
}
