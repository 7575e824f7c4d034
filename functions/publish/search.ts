import type { OpenPlace } from './open-places.ts';

/** What is looked for; an empty text looks for all. */
export interface Search {
  /** The unit whose report it is in. */
  unit: string;
  date: string;
  words: string;
  /** By the field of the form. */
  choices: { [field: string]: string };
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Reads a query; what is no day is no day to look for. */
export function searchOf(query: { [name: string]: string }, fields: readonly string[]): Search {
  const of = (name: string) => (query[name] ?? '').trim().slice(0, 100);
  return {
    unit: of('unit'),
    date: DAY.test(of('date')) ? of('date') : '',
    words: of('q'),
    choices: Object.fromEntries(fields.map((field) => [field, of(field)])),
  };
}

const lower = (value: unknown) => String(value ?? '').toLowerCase();

export const found = (
  places: readonly OpenPlace[],
  { unit: wanted, date, words, choices }: Search,
): OpenPlace[] =>
  places.filter(
    ({ unit, from, to, name, place, details }) =>
      (wanted === '' || unit.id === wanted) &&
      (date === '' || (from <= date && date <= to)) &&
      (words === '' ||
        [name, place, ...Object.values(details)].some((value) => lower(value).includes(lower(words)))) &&
      Object.entries(choices).every(
        ([field, value]) => value === '' || [details[field]].flat().includes(value),
      ),
  );
