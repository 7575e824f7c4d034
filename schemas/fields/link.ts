import * as z from 'zod';
import { asText, narrow, oneLine } from './clean.ts';
import { describeField, type Kind, type Label } from './field.ts';

const MOST_CHARACTERS = 2000;

/** The address of a public page. User names in it are refused: they make one site look like another. */
export function link(label: Label) {
  const https = z
    .string()
    .max(MOST_CHARACTERS)
    .refine((value) => publicAddress(value))
    .meta({ format: 'uri' });
  return describeField(https, 'link', label, { autocomplete: 'url' });
}

function publicAddress(value: string): boolean {
  if (!/^https:\/\/[^\s\\]+$/i.test(value)) return false;
  try {
    const { hostname, username, password } = new URL(value);
    return hostname.includes('.') && username === '' && password === '';
  } catch {
    return false;
  }
}

const wanted = () => ({ zh: '以https://开头的网址', en: 'an address that begins with https://' });

export const linkKind: Kind = {
  // Only the scheme is narrowed: in a path full-width characters may be meant.
  clean: (value) => asText(value, (typed) => oneLine(typed).replace(/^https[：:][／/]{2}/i, narrow)),
  code: 'not-a-link',
  wanted,
  hint: wanted,
  show: String,
};
