import * as z from 'zod';
import { describeField, type Label } from './field.ts';

/** A fixed group of fields. */
export function group<Shape extends z.core.$ZodLooseShape>(
  { layout, ...label }: Label & { layout?: 'table' },
  fields: Shape,
) {
  return describeField(z.strictObject(fields), 'group', label, { layout });
}

/** The same fields over and over, one row each. */
export function rows<Shape extends z.core.$ZodLooseShape>(
  { min = 1, max, ...label }: Label & { min?: number; max: number },
  columns: Shape,
) {
  return describeField(z.array(z.strictObject(columns)).min(min).max(max), 'rows', label);
}
