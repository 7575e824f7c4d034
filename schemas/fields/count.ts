import * as z from 'zod';
import type { Text } from '../text.ts';
import { describeField, type Extra, type Kind, type Label } from './field.ts';
import { NONE, readNumber, showNumber } from './number.ts';

const MOST = 999_999_999;

interface CountLabel extends Label, Pick<Extra, 'headline'> {
  max?: number;
  unit?: Text;
}

/** A whole number from 0, or `-`: what is counted does not exist here. Blank is neither. */
export function count({ max = MOST, unit, headline, ...label }: CountLabel) {
  const number = z.int().min(0).max(max);
  return describeField(z.union([number, z.literal(NONE)]), 'count', label, { unit, headline });
}

export const countKind: Kind = {
  clean: readNumber,
  code: 'not-a-count',
  wanted: ({ max = MOST }) => ({
    zh: `0到${max}的整数；本地没有这一项时填“-”`,
    en: `a whole number from 0 to ${max}, or “-” where this does not exist`,
  }),
  hint: () => ({ zh: '整数，没有此项填“-”', en: 'a whole number, or “-” where this does not exist' }),
  show: showNumber,
};
