import type { Field, Plain } from '../../schemas/fields/field.ts';
import type { Language } from '../../schemas/text.ts';
import { dayOfSerial, serialOf, timeOfSerial } from '../shared/workbook/days.ts';
import type { Cell } from '../shared/workbook/read/sheet.ts';

/** A file of the report as a cell names it. */
export interface NamedFile {
  id: string;
  slot: string;
  name: string;
}

/** The files that a field may name; two of one name are told apart by their ids. */
function filesFor({ slots = [] }: Field, files: readonly NamedFile[]): { id: string; label: string }[] {
  const own = files.filter(({ slot }) => slots.includes(slot));
  return own.map(({ id, name }) => {
    const alone = own.filter((file) => file.name === name).length === 1;
    return { id, label: alone ? name : `${name} (${id})` };
  });
}

/** What a cell may be chosen from. */
export function choicesFor(field: Field, files: readonly NamedFile[], language: Language): string[] {
  if (field.kind === 'tick') return [language === 'zh' ? '是' : 'yes'];
  if (field.kind === 'attachment') return filesFor(field, files).map(({ label }) => label);
  return field.options?.map(({ label }) => label[language]) ?? [];
}

const labelOf = (field: Field, value: unknown, language: Language): string =>
  field.options?.find((option) => option.value === value)?.label[language] ?? String(value);

/** An answer as a cell holds it; what is no proper answer stands there as it was typed. */
export function cellValue(
  field: Field,
  value: unknown,
  files: readonly NamedFile[],
  language: Language,
): string | number | undefined {
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value)) return value.map((one) => labelOf(field, one, language)).join('、');
  if (typeof value === 'number') return value;
  if (value === true && field.kind === 'tick') return language === 'zh' ? '是' : 'yes';
  if (field.kind === 'date') return serialOf(value) ?? String(value);
  if (field.kind === 'attachment') {
    return filesFor(field, files).find(({ id }) => id === value)?.label ?? String(value);
  }
  return labelOf(field, value, language);
}

/** Midnight, as programs add it to a day that is pasted as text. */
const MIDNIGHT = /[ T]\s*0{1,2}:00(?::00(?:\.0+)?)?Z?$/;
const SERIAL = /^\d{5}$/;

function readDay(value: Cell['value'], date1904: boolean): Plain {
  if (typeof value === 'number') return dayOfSerial(value, date1904) ?? value;
  const text = String(value).trim().replace(MIDNIGHT, '');
  return SERIAL.test(text) ? (dayOfSerial(Number(text), date1904) ?? text) : text;
}

/** What stands in a cell; days and times as the text that is shown. */
export function typedIn({ value, dated }: Cell, date1904: boolean): string | number {
  if (typeof value === 'number') return dated ? readShown(value, date1904) : value;
  return typeof value === 'boolean' ? String(value).toUpperCase() : value;
}

/** A day or a time that a program made of what was typed, as a text again. */
function readShown(value: number, date1904: boolean): string {
  if (value < 1) return timeOfSerial(value);
  const day = dayOfSerial(value, date1904) ?? String(value);
  return value % 1 === 0 ? day : `${day} ${timeOfSerial(value)}`;
}

/** What a field is answered with by a cell; the form's own reading of what officials type comes after it. */
export function readCell(field: Field, cell: Cell, files: readonly NamedFile[], date1904: boolean): Plain {
  const { value } = cell;
  if (field.kind === 'date') return readDay(value, date1904);
  if (field.kind === 'attachment') {
    const name = String(value).trim();
    return filesFor(field, files).find(({ label }) => label === name)?.id ?? name;
  }
  return field.kind === 'tick' && typeof value === 'boolean' ? value : typedIn(cell, date1904);
}
