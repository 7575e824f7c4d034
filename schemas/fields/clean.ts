import type { Plain } from './field.ts';

/**
 * The most characters of one answer that are looked at and kept: far above any field's maximum, so that a text
 * that is too long comes back whole to be shortened, yet nobody can store megabytes in one field.
 */
export const MOST_CHARACTERS = 20_000;

/** Controls, lone surrogates, and marks that show nothing or turn the reading direction (zero width, bidi). */
const UNSEEN = /[\p{Cc}\p{Surrogate}\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;
const UNSEEN_BUT_NEWLINE = new RegExp(`(?!\\n)${UNSEEN.source}`, 'gu');

/** Letters, digits, Chinese and their punctuation, in NFC as they are: nothing to clean but the ends. */
const PLAIN = /^[ -~\u4e00-\u9fff，。、；：！？（）《》“”]{0,2000}$/;

/** Cuts after NFC, which may lengthen; a cut may split a character and uncover a space. */
function settle(text: string): string {
  const cut = text.normalize('NFC').slice(0, MOST_CHARACTERS);
  return cut.replace(/[\ud800-\udbff]$/, '').trim();
}

/** One line: line breaks and tabs are spaces, everything unseen is gone, trimmed, in NFC. */
export function oneLine(text: string): string {
  if (PLAIN.test(text)) return text.trim();
  const cut = text.slice(0, 2 * MOST_CHARACTERS);
  return settle(cut.replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' ').replace(UNSEEN, ''));
}

/** As `oneLine`, but line breaks stay, as `\n`. */
export function manyLines(text: string): string {
  const cut = text.slice(0, 2 * MOST_CHARACTERS);
  const broken = cut.replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n').replace(/[\t\v\f]/g, ' ');
  return settle(broken.replace(UNSEEN_BUT_NEWLINE, ''));
}

/** Full-width letters, digits and punctuation, as Chinese input methods type them, in ASCII: １２／３ => 12/3 */
export function narrow(text: string): string {
  return oneLine(text)
    .replace(/[！-～]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\u3000\u00a0\u2000-\u200a\u202f]/g, ' ')
    .trim();
}

/** Absent when nothing is left. */
export function orAbsent(text: string): string | undefined {
  return text === '' ? undefined : text;
}

/** Cleans what was typed as text or is a number in a cell; a tick where a text belongs is left to the check. */
export function asText(value: Plain, clean: (text: string) => string): Plain | undefined {
  return typeof value === 'boolean' ? value : orAbsent(clean(String(value)));
}
