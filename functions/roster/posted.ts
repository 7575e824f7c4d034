import type { FormFields } from '../shared/http/body.ts';
import type { Typed } from './input.tsx';

const text = (value: string | string[] | undefined) => [value ?? ''].flat().at(-1) ?? '';
const given = (value: string | string[] | undefined) => text(value) || undefined;

/** What a page's form posts, as a program would send it: empty inputs are absent, numbers and ticks are themselves. */
export function entryOf(posted: FormFields): { [name: string]: unknown } {
  const owes = Object.entries(posted).flatMap(([name, value]) =>
    name.startsWith('owes-') && text(value) ? [[name.slice('owes-'.length), text(value)]] : [],
  );
  return {
    ...Object.fromEntries(Object.entries(posted).map(([name, value]) => [name, given(value)])),
    ...(posted.version !== undefined && { version: Number(text(posted.version)) }),
    ...(posted.removed !== undefined && { removed: text(posted.removed) === 'true' }),
    ...(owes.length > 0 && { owes: Object.fromEntries(owes) }),
    shorten: text(posted.shorten) === 'true',
  };
}

/** The same as it was typed, to be shown again. */
export const typedOf = (form: string, posted: FormFields): Typed => ({
  form,
  fields: Object.fromEntries(Object.entries(posted).map(([name, value]) => [name, text(value)])),
  details: [],
});
