import type { Language } from '../../../schemas/text.ts';

/**
 * A part of a mail. Mails are written once, in these parts, and drawn twice: as plain text and as HTML of tables and
 * inline styles, which is what 126, 163 and QQ leave of a mail.
 */
export type Block =
  | { heading: string }
  | { paragraph: string }
  /** What the mail is about: a code, a reference number. */
  | { highlight: string }
  | { facts: [label: string, value: string][] }
  | { head: string[]; rows: string[][] }
  | { link: string; url: string };

export interface Draft {
  subject: string;
  language: Language;
  blocks: Block[];
}

export interface Content {
  subject: string;
  text: string;
  html: string;
  language: Language;
}
