import * as z from 'zod';
import type { Language } from '../text.ts';
import { narrow, orAbsent } from './clean.ts';
import { readDay } from './day.ts';
import { describeField, type Extra, type Kind, type Label, type Plain } from './field.ts';

/** A day, `2023-05-25`. */
export function date({ prefill, ...label }: Label & Pick<Extra, 'prefill'>) {
  return describeField(z.iso.date(), 'date', label, { prefill });
}

function clean(value: Plain): Plain | undefined {
  if (typeof value === 'boolean') return value;
  const typed = narrow(String(value));
  return readDay(typed) ?? orAbsent(typed);
}

const MONTHS = 'Jan Feb Mar Apr May June July Aug Sept Oct Nov Dec'.split(' ');

/** 2023-05-25 => 2023年5月25日, 25 May 2023 */
export function showDate(value: Plain, language: Language): string {
  const [year, month, day] = String(value).split('-').map(Number);
  if (!year || !month || !day) return String(value);
  return language === 'zh' ? `${year}年${month}月${day}日` : `${day} ${MONTHS[month - 1]} ${year}`;
}

export const dateKind: Kind = {
  clean,
  code: 'not-a-date',
  wanted: () => ({ zh: '日期，如2023-05-25或2023年5月25日', en: 'a date, as 2023-05-25' }),
  hint: () => ({ zh: '如2023-05-25', en: 'for example 2023-05-25' }),
  show: (value, _field, language) => showDate(value, language),
};
