import * as z from 'zod';
import type { Text } from '../text.ts';
import { describeField, type Kind, type Label } from './field.ts';
import { NONE, readNumber, showNumber } from './number.ts';

const MOST = 999_999_999;

/** A whole number from 0, or `-`: what is counted does not exist here. Blank is neither. */
export function count({ max = MOST, unit, ...label }: Label & { max?: number; unit?: Text }) {
  return describeField(z.union([z.int().min(0).max(max), z.literal(NONE)]), 'count', label, { unit });
}

export const countKind: Kind = {
  clean: readNumber,
  code: 'not-a-count',
  wanted: ({ max = MOST }) => ({
    zh: `0到${max}的整数；本地没有这一项时填“-”`,
    en: `a whole number from 0 to ${max}, or “-” where this does not exist`,
  }),
  show: showNumber,
};
