import * as z from 'zod';
import { asText, manyLines, oneLine } from './clean.ts';
import { describeField, type Extra, type Kind, type Label } from './field.ts';

interface TextLabel extends Label, Pick<Extra, 'autocomplete' | 'prefill' | 'personal'> {
  /** Most characters. */
  max: number;
}

/** One line of text. */
export function text({ max, autocomplete, prefill, personal, ...label }: TextLabel) {
  return describeField(z.string().max(max), 'text', label, { autocomplete, prefill, personal });
}

/** Text of several lines. */
export function longText({ max, ...label }: Label & { max: number }) {
  return describeField(z.string().max(max), 'long-text', label);
}

export const textKind: Kind = {
  clean: (value) => asText(value, oneLine),
  code: 'wrong-type',
  wanted: () => ({ zh: '文字', en: 'text' }),
  hint: ({ maxLength: most }) =>
    most === undefined ? undefined : { zh: `最多${most}字`, en: `at most ${most} characters` },
  show: String,
};

export const longTextKind: Kind = { ...textKind, clean: (value) => asText(value, manyLines) };
