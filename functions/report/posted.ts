import * as z from 'zod';
import { IdempotencyKey } from '../../schemas/contract/reports.ts';
import { manyLines } from '../../schemas/fields/clean.ts';
import { MOST_EXPLANATION } from '../../schemas/report.ts';
import type { FormFields } from '../shared/http/body.ts';
import { Problem } from '../shared/problems.ts';

/** Before the key of a finding, the name of the control that explains it. */
export const EXPLANATION = 'explanation/';

const Version = z.coerce.number().int().min(0);

const Name = z.enum([
  'save',
  'check',
  'nil',
  'add-row',
  'remove-row',
  'paste-rows',
  'upload',
  'replace-file',
  'remove-file',
  'restore-file',
  'file-up',
  'file-down',
]);

/** What the buttons of the form's page ask for, beside saving: `remove-row:rows/3`, `replace-file:video/<id>`. */
export interface Action {
  name: z.infer<typeof Name>;
  of: string;
}

/** Unknown actions save: whatever was typed is worth more than a wrong button. */
export function actionOf({ action = 'save' }: FormFields): Action {
  const [typed = '', of = ''] = [action].flat()[0]?.split(/:(.*)/s) ?? [];
  const name = Name.safeParse(typed);
  return name.success ? { name: name.data, of } : { name: 'save', of: '' };
}

export const DraftPost = z.object({ version: Version });

/** What was pasted for the rows of this name. */
export const pastedText = (posted: FormFields, name: string): string =>
  [posted[`paste-${name}`] ?? ''].flat().join('\n');

/** Before the identifier of a file, the name of the control for its caption. */
export const CAPTION = 'caption/';

/** The captions as they were typed, by file. */
export const captionsOf = (posted: FormFields): Map<string, string> =>
  new Map(
    Object.entries(posted)
      .filter(([name]) => name.startsWith(CAPTION))
      .map(([name, value]) => [name.slice(CAPTION.length), [value].flat()[0] ?? '']),
  );

/** Leaves out a removed row, `rows/3`; the rows after it are counted anew when they are read. */
export function withoutRow(posted: FormFields, place: string): FormFields {
  return Object.fromEntries(Object.entries(posted).filter(([name]) => !name.startsWith(`${place}/`)));
}

export const SubmissionPost = z.object({
  key: IdempotencyKey,
  version: Version,
  nil: z.literal('true').optional(),
  /** `submit`, or what somebody does who leaves the page first: `save`, `back`, `change:/rows/0`. */
  action: z.string().default('submit'),
});

/** The explanations typed on the check page, by the keys of their findings, however long. */
export function explanationsOf(posted: FormFields): { [key: string]: string } {
  const typed = Object.entries(posted).filter(([name]) => name.startsWith(EXPLANATION));
  return Object.fromEntries(
    typed.map(([name, value]) => [name.slice(EXPLANATION.length), manyLines([value].flat().join('\n'))]),
  );
}

/** @throws Problem `invalid-input` that names those that are longer than is kept */
export function requireBrief(explanations: { [key: string]: string }): void {
  const long = Object.entries(explanations).filter(([, { length }]) => length > MOST_EXPLANATION);
  if (long.length === 0) return;
  throw new Problem(
    'invalid-input',
    long.map(([key, { length }]) => ({
      pointer: `/${EXPLANATION}${key}`,
      severity: 'blocking',
      code: 'too-long',
      message: {
        zh: `情况说明有${length}个字，最多${MOST_EXPLANATION}个字，请精简。`,
        en: `The explanation has ${length} characters; it may have ${MOST_EXPLANATION}. Shorten it.`,
      },
    })),
  );
}

const NoticeWord = z.enum(['saved', 'uploaded', 'refused', 'pending', 'removed', 'restored', 'imported']);

/** What the address says happened before the page was opened. */
export function noticeOf(word: string | undefined): Notice | undefined {
  const notice = NoticeWord.safeParse(word);
  return notice.success ? notice.data : undefined;
}
export type Notice = z.infer<typeof NoticeWord>;
