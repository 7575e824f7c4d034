import * as z from 'zod';
import type { Text } from '../text.ts';
import { narrow, orAbsent } from './clean.ts';
import { describeField, type Extra, type Field, type Kind, type Label, type Plain } from './field.ts';

interface Choices<Value extends string> extends Label, Pick<Extra, 'tally'> {
  options: readonly (Text & { value: Value })[];
}

/** One of the options; what is stored is the option's value. */
export function choice<const Value extends string>({ options, tally, ...label }: Choices<Value>) {
  return describeField(z.enum(options.map(({ value }) => value)), 'choice', label, {
    options: list(options),
    tally,
  });
}

/** Several of the options, in the order of the options whatever order they were given in. */
export function choices<const Value extends string>({ options, tally, ...label }: Choices<Value>) {
  const values = z.array(z.enum(options.map(({ value }) => value))).min(1);
  return describeField(values, 'choices', label, { options: list(options), tally });
}

const list = (options: Choices<string>['options']) =>
  options.map(({ value, zh, en }) => ({ value, label: { zh, en } }));

const nameBook = new WeakMap<Field, Map<string, string>>();

/** What each name of an option stands for; kept, because a register asks for it 500 times. */
function namesOf(field: Field): Map<string, string> {
  const known = nameBook.get(field);
  if (known) return known;
  const names = new Map<string, string>();
  for (const { value, label } of field.options ?? []) {
    for (const name of [value, label.zh, label.en].map((text) => narrow(text).toLowerCase())) {
      if (!names.has(name)) names.set(name, value);
    }
  }
  nameBook.set(field, names);
  return names;
}

/** An option is known by its value (forms, JSON) and by its label in either language (spreadsheets). */
function clean(value: Plain, field: Field): Plain | undefined {
  if (typeof value === 'boolean') return value;
  const typed = narrow(String(value));
  return namesOf(field).get(typed.toLowerCase()) ?? orAbsent(typed);
}

const SEPARATORS = /[、,;/|\n]+/;

/** Reads a list, or one text that names several: 中小学生、公众 => ["pupils", "public"] */
export function cleanChoices(given: readonly Plain[], field: Field): Plain[] | undefined {
  const typed = given.flatMap<Plain>((value) =>
    typeof value === 'string' ? narrowList(value, field) : [value],
  );
  const read = new Set(typed.map((value) => clean(value, field)).filter((value) => value !== undefined));
  const order = (field.options ?? []).map(({ value }) => value);
  const known = order.filter((value) => read.has(value));
  const unknown = [...read].filter((value) => typeof value !== 'string' || !order.includes(value));
  return read.size === 0 ? undefined : [...known, ...unknown];
}

/** A label may itself hold a separator, so the whole is tried first. */
function narrowList(value: string, field: Field): string[] {
  const whole = clean(value, field);
  const known = field.options?.some((option) => option.value === whole);
  return known ? [value] : narrow(value).split(SEPARATORS);
}

const wanted = ({ options = [] }: Field): Text => ({
  zh: options.map(({ label }) => label.zh).join('、'),
  en: options.map(({ label }) => label.en).join(', '),
});

export const choiceKind: Kind = {
  clean,
  code: 'not-a-choice',
  wanted: (field) => ({ zh: `以下之一：${wanted(field).zh}`, en: `one of: ${wanted(field).en}` }),
  show: (value, { options = [] }, language) =>
    options.find((option) => option.value === value)?.label[language] ?? String(value),
};

export const choicesKind: Kind = {
  ...choiceKind,
  wanted: (field) => ({
    zh: `以下选项中的一项或几项：${wanted(field).zh}`,
    en: `one or more of: ${wanted(field).en}`,
  }),
};
