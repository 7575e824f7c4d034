import type { CellObject } from 'write-excel-file/node';
import { describe } from '../../../schemas/fields/describe.ts';
import type { Field } from '../../../schemas/form.ts';
import type { Language } from '../../../schemas/text.ts';

/** What a cell of a spreadsheet holds at most; explanations joined may be more. */
const MOST_CHARACTERS = 32_000;

/**
 * A text cell, whatever the text looks like: `=1+1` is those four characters and stays so when it is edited,
 * because the cell's format is text.
 */
export const textCell = (value: string): CellObject =>
  value === ''
    ? {}
    : { value: value.slice(0, MOST_CHARACTERS), type: String, format: '@', alignVertical: 'top' };

export const numberCell = (value: number, decimals = 0): CellObject => ({
  value,
  type: Number,
  format: decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(decimals)}`,
  alignVertical: 'top',
});

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * An answer as a spreadsheet counts and sorts with it: numbers and days are what they are, the rest is text.
 * @param pathOf what a file is called, by its id
 */
export function answerCell(
  field: Field,
  value: unknown,
  pathOf: (file: string) => string | undefined,
  language: Language,
): CellObject {
  if (typeof value === 'number') return numberCell(value, field.decimals);
  if (field.kind === 'date' && typeof value === 'string' && DAY.test(value)) {
    return { value: new Date(`${value}T00:00:00Z`), type: Date, format: 'yyyy-mm-dd', alignVertical: 'top' };
  }
  if (field.kind === 'attachment' && typeof value === 'string') return textCell(pathOf(value) ?? '');
  return textCell(describe(field, value, language));
}
