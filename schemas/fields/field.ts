import * as z from 'zod';
import { type Language, Text } from '../text.ts';

const FIELD_KINDS = [
  'text',
  'long-text',
  'count',
  'amount',
  'date',
  'choice',
  'choices',
  'tick',
  'phone',
  'email',
  'link',
  'attachment',
  'rows',
  'group',
] as const;
export type FieldKind = (typeof FIELD_KINDS)[number];

const Option = z.object({ value: z.string(), label: Text });
type Option = z.infer<typeof Option>;

/**
 * What JSON Schema has no word for. It travels under the one key `x-field` beside the Chinese `title` and
 * `description`, which must be plain strings for OpenAPI; their English is kept here.
 */
export const Extra = z.object({
  kind: z.enum(FIELD_KINDS),
  title: z.string(),
  description: z.string().optional(),
  unit: Text.optional(),
  decimals: z.int().optional(),
  options: z.array(Option).optional(),
  slots: z.array(z.string()).optional(),
  autocomplete: z.string().optional(),
  prefill: z.enum(['unit', 'today']).optional(),
  layout: z.literal('table').optional(),
  tally: z.literal(true).optional(),
  headline: z.literal(true).optional(),
  personal: z.literal(true).optional(),
});
export type Extra = z.infer<typeof Extra>;

/** One field of a form, as every output of the form sees it: plain data, nested for rows and groups. */
export interface Field {
  name: string;
  kind: FieldKind;
  title: Text;
  description?: Text;
  /** Wanted whatever else is answered; a rule of the form may want an optional field under a condition. */
  required: boolean;
  /** The official number of an indicator, as `A1`: its name, shown before its title. */
  code?: string;
  /** Characters. */
  maxLength?: number;
  min?: number;
  max?: number;
  decimals?: number;
  unit?: Text;
  options?: Option[];
  /** Where an attachment's file may have been uploaded to. */
  slots?: string[];
  /** The columns of rows, or the members of a group. */
  fields?: Field[];
  minRows?: number;
  maxRows?: number;
  /** A group whose members are groups of the same columns: drawn as one table. */
  layout?: 'table';
  /** The HTML autocomplete token. */
  autocomplete?: string;
  prefill?: 'unit' | 'today';
  /** A choice in rows by which the province's totals count them. */
  tally?: true;
  /** A number that the totals draw as a chart, unit by unit. */
  headline?: true;
  /** Tells who somebody is or how to reach them: erased when the campaign keeps such data no longer. */
  personal?: true;
}

/** The wording of one field in a form file. */
export interface Label extends Text {
  description?: Text;
}

/**
 * Puts a field's wording and kind beside its check, where they survive `.optional()` and `.default()`. The schema is
 * fresh from a constructor, so it is registered itself: `.meta()` would build it a second time at every cold start.
 */
export function describeField<Schema extends z.ZodType>(
  schema: Schema,
  kind: FieldKind,
  { zh, en, description }: Label,
  extra: Omit<Extra, 'kind' | 'title' | 'description'> = {},
): Schema {
  z.globalRegistry.add(schema, {
    title: zh,
    ...(description && { description: description.zh }),
    'x-field': { kind, title: en, description: description?.en, ...extra },
  });
  return schema;
}

/** A value that a person can type into one input, or that one cell of a spreadsheet holds. */
export type Plain = string | number | boolean;

/** What a kind of field does beside its check. */
export interface Kind {
  /** Reads what officials type; undefined when nothing was answered. What it cannot read stays as it is. */
  clean(value: Plain, field: Field): Plain | undefined;
  /** The code of the finding when the value is not of this kind. */
  code: string;
  /** Completes "must be …" of that finding. */
  wanted(field: Field): Text;
  /** The rule as it stands beside an empty control; absent where the control itself shows it. */
  hint?(field: Field): Text | undefined;
  /** A checked value as a person reads it. */
  show(value: Plain, field: Field, language: Language): string;
}
