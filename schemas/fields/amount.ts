import * as z from 'zod';
import type { Text } from '../text.ts';
import { describeField, type Kind, type Label } from './field.ts';
import { NONE, readNumber, showNumber } from './number.ts';

const MOST = 999_999_999;

/** A number from 0 with so many decimals at most, or `-`: it does not exist here. */
export function amount({ decimals, unit, ...label }: Label & { decimals: number; unit?: Text }) {
  const exact = (value: number) => Number(value.toFixed(decimals)) === value;
  const number = z.number().min(0).max(MOST).refine(exact);
  return describeField(z.union([number, z.literal(NONE)]), 'amount', label, { decimals, unit });
}

export const amountKind: Kind = {
  clean: readNumber,
  code: 'not-an-amount',
  wanted: ({ decimals = 0, max = MOST }) => ({
    zh: `0到${max}的数，最多${decimals}位小数；本地没有这一项时填“-”`,
    en: `a number from 0 to ${max} with at most ${decimals} decimals, or “-” where this does not exist`,
  }),
  hint: ({ decimals = 0 }) => ({
    zh: `最多${decimals}位小数，没有此项填“-”`,
    en: `at most ${decimals} decimals, or “-” where this does not exist`,
  }),
  show: showNumber,
};
