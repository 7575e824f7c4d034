import * as z from 'zod';
import { asText, narrow } from './clean.ts';
import { describeField, type Kind, type Label } from './field.ts';

/** RFC 5321, 4.5.3.1.3 less the brackets. */
const MOST_CHARACTERS = 254;

export function email(label: Label) {
  return describeField(z.email().max(MOST_CHARACTERS), 'email', label, {
    autocomplete: 'email',
    personal: true,
  });
}

export const emailKind: Kind = {
  clean: (value) => asText(value, (typed) => narrow(typed).replace(/。/g, '.').replace(/ *@ */g, '@')),
  code: 'not-an-email',
  wanted: () => ({ zh: '电子邮箱地址，如name@example.org', en: 'an e-mail address, as name@example.org' }),
  hint: () => ({ zh: '如name@example.org', en: 'for example name@example.org' }),
  show: String,
};
