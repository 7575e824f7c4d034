import type { Language, Text } from '../text.ts';
import { narrow } from './clean.ts';
import type { Field, Plain } from './field.ts';

/** Typed where there is nothing to count: "this does not exist here", which is not zero. */
export const NONE = '-';
const MARKS = /^(?:[-‐-―−/]+|无)$/;

/** 1234.5, or in groups of three or of four (万): 1,234.5 */
const NUMBER = /^(?:\d+|\d{1,3}(?:[, ']\d{3})+|\d{1,4}(?:[, ]\d{4})+)(?:\.\d+)?$/;

/** Up to here a number survives being read and written without losing digits. */
const MOST_DIGITS = 15;

/**
 * A number as officials type it: "１，２３４ 人次" => 1234, "—" => "-". What is not surely a number ("约100",
 * "1,23") stays text and fails the check, rather than being guessed.
 */
export function readNumber(value: Plain, { unit }: Pick<Field, 'unit'>): Plain | undefined {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return value + 0; // -0 => 0
  const typed = narrow(value);
  if (typed === '') return undefined;
  if (MARKS.test(typed)) return NONE;
  const own = unit && narrow(unit.zh);
  const bare = own && typed.endsWith(own) ? typed.slice(0, -own.length).trim() : typed;
  if (!NUMBER.test(bare)) return typed;
  const digits = bare.replace(/[, ']/g, '');
  return digits.length > MOST_DIGITS ? typed : Number(digits);
}

/** A count or an amount within a sentence: what does not exist here is not called 0. */
export const saidNumber = (answer: Plain | undefined): Text =>
  answer === NONE ? { zh: '无', en: 'none' } : { zh: String(answer), en: String(answer) };

/** 1234567.5 with 2 decimals => 1,234,567.50 */
export function showNumber(
  value: Plain,
  { decimals = 0 }: Pick<Field, 'decimals'>,
  language: Language,
): string {
  if (value === NONE) return language === 'zh' ? '无此项' : 'does not exist here';
  if (typeof value !== 'number') return String(value);
  const [whole = '', part] = value.toFixed(decimals).split('.');
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ',');
  return part ? `${grouped}.${part}` : grouped;
}
