import type { Child } from 'hono/jsx';
import type { Total } from '../../../schemas/balance.ts';
import type { Field, Finding } from '../../../schemas/form.ts';
import type { Language } from '../../../schemas/text.ts';
import type { FormFields } from '../http/body.ts';

/** A file that a field may name. */
interface FileChoice {
  id: string;
  slot: string;
  label: string;
}

/** What the whole page knows, the same for all of its fields. */
export interface FormDrawing {
  language: Language;
  /** What is wrong, by pointer. */
  findings: ReadonlyMap<string, Finding>;
  /** Pointers of the fields that the office wants corrected. */
  marked: ReadonlySet<string>;
  /** What the office said of them. */
  reason?: string | undefined;
  /** What the parts of totals make, by the total's pointer. */
  totals?: ReadonlyMap<string, Total>;
  files: readonly FileChoice[];
  /** The rows that get a blank one at their end. */
  blankRow: string | undefined;
}

/** One field to be drawn. Its control's name is its pointer without the first slash: `rows/0/institution`. */
export interface Drawing {
  field: Field;
  name: string;
  value: unknown;
  form: FormDrawing;
  /** The id of what names the control, where that is no label of its own: the heads of a table. */
  labelledBy?: string;
}

export type Draw = (drawing: Drawing) => Child;
export type Read = (field: Field, name: string, posted: FormFields) => unknown;

/**
 * The two halves of a kind of field on a page: what is drawn of an answer, and the answer read from what is posted.
 * Kinds that hold fields get the means to draw and read those.
 */
export interface FieldPage {
  draw(drawing: Drawing, within: Draw): Child;
  read(field: Field, name: string, posted: FormFields, within: Read): unknown;
}

/** All that was posted under a name. */
export function postedValues(posted: FormFields, name: string): string[] {
  const value = Object.hasOwn(posted, name) ? posted[name] : undefined;
  return value === undefined ? [] : [value].flat();
}

/** What was typed into one control, as it was typed; undefined when there is nothing. */
export function postedText(posted: FormFields, name: string): string | undefined {
  const [text = ''] = postedValues(posted, name);
  return text === '' ? undefined : text;
}

/** An answer as the text of its control; what is no answer of this kind is shown as well as it can be. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** The answers of several fields, those that there are. Only fields are looked for: whatever else is posted is left. */
export function readMembers(fields: readonly Field[], prefix: string, posted: FormFields, read: Read) {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = read(field, prefix + field.name, posted);
      return value === undefined ? [] : [[field.name, value]];
    }),
  );
}

/** The member of an answer; undefined where there is none, own members only. */
export function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return Reflect.get(value, name);
}
