import type { Text } from './text.ts';

/** The announcement that a campaign goes back to. */
export interface Notice {
  title: Text;
  issuedBy: Text;
  /** `2023-05-06` */
  issued: string;
  paragraphs: { zh: string[]; en: string[] };
}
