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
  | { link: string; url: string }
  /** What stands in small letters at the end. */
  | { note: string };

/** A mail in one language, not yet drawn. */
export interface Draft {
  subject: string;
  language: Language;
  blocks: Block[];
}

/** A file that a mail brings along. */
export interface Enclosure {
  name: string;
  type: string;
  content: string;
}

/** A mail that is drawn: what a reader sees of it. */
export interface Content {
  subject: string;
  text: string;
  html: string;
  /** The one that it begins with. */
  language: Language;
  enclosures?: Enclosure[];
}
