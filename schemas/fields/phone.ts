import * as z from 'zod';
import { asText, narrow } from './clean.ts';
import { describeField, type Kind, type Label } from './field.ts';

const MOST_CHARACTERS = 100;

const MOBILE = /^1[3-9]\d{9}$/;
/** 0 + area (010, 02x, 0xxx) - 7 to 8 digits, and an extension */
const LANDLINE = /^(0(?:10|2\d|[3-9]\d{2}))-?(\d{7,8})(?:-(\d{1,6}))?$/;

/** Mobiles and landlines of the mainland; several are joined by 、 */
export function phone(label: Label) {
  const phones = (value: string) => value.split('、').every((one) => MOBILE.test(one) || LANDLINE.test(one));
  return describeField(z.string().max(MOST_CHARACTERS).refine(phones), 'phone', label, {
    autocomplete: 'tel',
    personal: true,
  });
}

/** (0451) 0000 0000 转 801 => 0451-00000000-801, +86 138-0000-0000 => 13800000000; else as it is */
function canonical(typed: string): string {
  const bare = typed
    .replace(/[‐-―−—]/g, '-')
    .replace(/\s*(?:转|分机|ext\.?|x|#)\s*[:.]?\s*(?=\d+$)/i, '-')
    .replace(/[() ]/g, (mark) => (mark === ')' ? '-' : ''))
    .replace(/-{2,}/g, '-');
  const national = bare.replace(/^(?:\+|00)86-?/, '').replace(/^86-?(?=1[3-9][\d-]{9,}$)/, '');
  const digits = national.replace(/-/g, '');
  if (MOBILE.test(digits)) return digits;
  const area = national !== bare && /^[1-9]/.test(national) ? `0${national}` : national;
  const [, code, number, extension] = LANDLINE.exec(area) ?? LANDLINE.exec(joinNumber(area)) ?? [];
  return code ? [code, number, extension].filter(Boolean).join('-') : typed;
}

/** 0451-0000-0000 => 0451-00000000 */
const joinNumber = (typed: string) => typed.replace(/^(\d{3,4}-\d{3,4})-(\d{4})(?!\d)/, '$1$2');

/** Several, each in the one way that it is kept. */
export const cleanPhones = (value: string) =>
  narrow(value)
    .split(/\s*[、,/;]\s*/)
    .filter((one) => one !== '')
    .map(canonical)
    .join('、');

const wanted = () => ({
  zh: '11位手机号，或带区号的固定电话（如0451-00000000），多个号码用“、”隔开',
  en: 'a mobile number of 11 digits or a landline with its area code (0451-00000000), several joined by 、',
});

export const phoneKind: Kind = {
  clean: (value) => asText(value, cleanPhones),
  code: 'not-a-phone',
  wanted,
  hint: wanted,
  show: String,
};
