import type { Field } from './field.ts';
import type { Path } from './place.ts';

/** An answer that tells who somebody is or how to reach them. */
export interface PersonalAnswer {
  field: Field;
  path: Path;
  value: unknown;
}

const isObject = (value: unknown): value is { [name: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every personal answer, in the order of the form. */
export function personalAnswers(fields: readonly Field[], answers: unknown, at: Path = []): PersonalAnswer[] {
  if (!isObject(answers)) return [];
  return fields.flatMap((field) => {
    const value = Object.hasOwn(answers, field.name) ? answers[field.name] : undefined;
    if (value === undefined) return [];
    const path = [...at, field.name];
    if (field.personal) return [{ field, path, value }];
    if (field.kind === 'rows' && Array.isArray(value)) {
      return value.flatMap((row, index) => personalAnswers(field.fields ?? [], row, [...path, index]));
    }
    return personalAnswers(field.fields ?? [], value, path);
  });
}

/** The answers without those that are personal; all else stays as it is. */
export function withoutPersonal(fields: readonly Field[], answers: unknown): unknown {
  if (!isObject(answers)) return answers;
  const known = new Map(fields.map((field) => [field.name, field]));
  const kept = Object.entries(answers).flatMap(([name, value]): [string, unknown][] => {
    const field = known.get(name);
    if (field?.personal) return [];
    const inner = field?.fields;
    if (!inner) return [[name, value]];
    const one = (part: unknown) => withoutPersonal(inner, part);
    return [[name, Array.isArray(value) ? value.map(one) : one(value)]];
  });
  return Object.fromEntries(kept);
}

/** What is asked of people, each title once: 填表人、联系电话. */
export function personalFields(fields: readonly Field[]): Field[] {
  const all = fields.flatMap((field) => (field.personal ? [field] : personalFields(field.fields ?? [])));
  return [...new Map(all.map((field) => [field.title.zh, field])).values()];
}
