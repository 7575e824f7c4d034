import { type Campaign, everyUnit } from '../../../../schemas/campaign.ts';
import { narrow } from '../../../../schemas/fields/clean.ts';
import type { Text } from '../../../../schemas/text.ts';
import { GROUP_WORDS, OBLIGATION_WORDS } from '../words.ts';

/** What stands in a cell for each value that there is: both languages and the value itself are understood. */
export type Values = { [value: string]: Text };

export const ROLES = {
  unit: { zh: '填报单位联系人', en: 'unit' },
  office: { zh: '主管部门联系人', en: 'office' },
  lead: { zh: '牵头部门联系人', en: 'lead' },
} satisfies Values;

export const OBLIGATIONS: Values = OBLIGATION_WORDS;

export const groupsIn = ({ groups, requests }: Campaign): Values =>
  Object.fromEntries(
    requests
      .flatMap(({ owed }) => Object.keys(owed))
      .map((group) => [group, GROUP_WORDS[group] ?? groups[group] ?? { zh: group, en: group }]),
  );

/** Units and offices by code; a name is understood too while only one has it. */
export const ownersIn = (campaign: Campaign): Values =>
  Object.fromEntries([...everyUnit(campaign), ...campaign.offices].map(({ id, name }) => [id, name]));

const folded = (text: string) => narrow(text).toLowerCase().replace(/\s/g, '');

/** The value that a cell means; undefined when it means none, or more than one. */
export function valueIn(values: Values, typed: string): string | undefined {
  const wanted = folded(typed);
  const exact = Object.keys(values).find((value) => folded(value) === wanted);
  if (exact !== undefined) return exact;
  const named = Object.entries(values).filter(([, { zh, en }]) => [zh, en].map(folded).includes(wanted));
  return named.length === 1 ? named[0]?.[0] : undefined;
}

/** `市（地）、成员单位`: what a cell may say. */
export const choicesIn = (values: Values): Text => ({
  zh: Object.values(values)
    .map(({ zh }) => zh)
    .join('、'),
  en: Object.entries(values)
    .map(([value, { en }]) => (en === value ? en : `${en} (${value})`))
    .join(', '),
});
