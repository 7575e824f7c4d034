import type * as z from 'zod';
import { ArchiveChoice } from '../../schemas/archive.ts';
import { Id } from '../../schemas/identifier.ts';
import type { FormFields } from '../shared/http/body.ts';

/** A choice as it was ticked, right or not, to be shown again. */
export interface Ticked {
  forms: string[];
  units: string[];
  states: string[];
  since: string;
  /** `yes`, `no` or nothing. */
  attachments: string;
}

const listOf = (posted: FormFields, name: string): string[] => [posted[name] ?? []].flat();

export const tickedOf = (posted: FormFields): Ticked => ({
  forms: listOf(posted, 'forms'),
  units: listOf(posted, 'units'),
  states: listOf(posted, 'states'),
  since: listOf(posted, 'since').join().trim(),
  attachments: listOf(posted, 'attachments').join(),
});

const WITH: { [ticked: string]: boolean | undefined } = { '': undefined, yes: true, no: false };

/** A choice from a page; the page brings the id along, so that a double click asks for one archive. */
export const PagedChoice = ArchiveChoice.extend({ id: Id.optional() });

/** What the page's form posts as a program would send it: no tick at all means all. */
export function choiceOf(posted: FormFields): unknown {
  const { since, attachments, ...lists } = tickedOf(posted);
  const ticked = Object.entries(lists).filter(([, list]) => list.length > 0);
  const id = posted.id;
  const files = Object.hasOwn(WITH, attachments) ? WITH[attachments] : attachments;
  return {
    ...Object.fromEntries(ticked),
    ...(since !== '' && { since }),
    ...(files !== undefined && { attachments: files }),
    ...(id !== undefined && { id }),
  };
}

export type PagedChoice = z.infer<typeof PagedChoice>;
