import { normalise } from '../../schemas/fields/normalise.ts';
import { type Field, type Form, fieldsOf } from '../../schemas/form.ts';
import type { Text } from '../../schemas/text.ts';

type Answers = Record<string, unknown>;

const isRecord = (value: unknown): value is Answers =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What a workbook says over what a report holds. A blank cell says nothing; rows replace rows as a whole. */
function lay(fields: readonly Field[], below: Answers, above: Answers, replaced: Text[]): Answers {
  const laid: Answers = {};
  for (const field of fields) {
    const [old, given] = [below[field.name], above[field.name]];
    if (field.kind === 'group') {
      const inner: Text[] = [];
      const within = lay(field.fields ?? [], isRecord(old) ? old : {}, isRecord(given) ? given : {}, inner);
      if (Object.keys(within).length > 0 || given !== undefined || old !== undefined)
        laid[field.name] = within;
      if (inner.length > 0) replaced.push(field.title);
      continue;
    }
    const value = given ?? old;
    if (value !== undefined) laid[field.name] = value;
    if (given !== undefined && old !== undefined && !same(old, given)) replaced.push(field.title);
  }
  return laid;
}

/** Nothing in it: absent, or a group of such. */
const isBlank = (value: unknown): boolean =>
  value === undefined || (isRecord(value) && Object.values(value).every(isBlank));

/** @returns `blank`: the workbook says nothing at all */
export function overlay(
  form: Form,
  current: unknown,
  given: Answers,
): { answers: Answers; replaced: Text[]; blank: boolean } {
  const fields = fieldsOf(form);
  const read = normalise(fields, given).answers;
  const replaced: Text[] = [];
  const answers = lay(fields, normalise(fields, current).answers, read, replaced);
  return { answers, replaced, blank: isBlank(read) };
}
