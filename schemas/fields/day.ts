import { narrow } from './clean.ts';

/** 2023年5月25日, 2023/5/25, 2023.5.25, 2023-5-25, 20230525, and midnight as spreadsheets write it */
const TYPED = /^(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?|(\d{2})(\d{2}))(?:T00:00:00\.000Z)?$/;

/** A day however people write it, as it is stored: `2023-05-25`. Whether there is such a day is not looked at. */
export function readDay(text: string): string | undefined {
  const [, year, month, day, mm = '', dd = ''] = TYPED.exec(narrow(text).replace(/[ 　]/g, '')) ?? [];
  if (year === undefined) return undefined;
  return `${year}-${(month ?? mm).padStart(2, '0')}-${(day ?? dd).padStart(2, '0')}`;
}
