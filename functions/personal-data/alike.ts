import { narrow } from '../../schemas/fields/clean.ts';
import { cleanPhones } from '../../schemas/fields/phone.ts';

/** Several people or numbers in one answer: 张三、李四 */
const BETWEEN = /[、,;/]+/;
/** A number among words, whole: 张三 138 0000 0000, but not the digits of an address. */
const NUMBER = /(?<![\w@.+-])\+?\d[\d -]{5,}\d(?![\w@.])/g;
const A_NUMBER = /^[\d-]{7,}$/;

const digits = (text: string): string => text.replace(/\D/g, '');
const joined = (text: string): string => text.replace(/\s+/g, '').toLowerCase();

/** What two ways to write the same name, number or address have in common. */
function keyOf(text: string): string {
  const phone = cleanPhones(text);
  return A_NUMBER.test(phone) ? digits(phone) : joined(text);
}

export const partsOf = (value: unknown): string[] =>
  narrow(String(value))
    .split(BETWEEN)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** A part as a whole, and where it is a name with a number, each of them. */
const keysOf = (part: string): string[] => [
  keyOf(part),
  keyOf(part.replace(NUMBER, ' ')),
  ...(part.match(NUMBER) ?? []).flatMap((number) => [number, ...number.split(' ')]).map(keyOf),
];

/** Finds the parts of an answer that are this person: whole ones, never a piece of a longer name or number. */
export function finder(who: string): (value: unknown) => string[] {
  const wanted = keyOf(narrow(who));
  const isNumber = A_NUMBER.test(wanted);
  const mayHold = (text: string) =>
    isNumber ? digits(text).includes(wanted.slice(-7)) : joined(text).includes(wanted);
  return (value) =>
    mayHold(narrow(String(value))) ? partsOf(value).filter((part) => keysOf(part).includes(wanted)) : [];
}
