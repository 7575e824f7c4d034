import { markedCopy } from '../../functions/workbook/marked-copy.ts';
import { type ReadTemplate, readTemplate } from '../../functions/workbook/read-template.ts';
import { template } from '../../functions/workbook/template.ts';
import { heilongjiang2023 } from '../../schemas/campaigns/heilongjiang-2023.ts';
import type { Form } from '../../schemas/form.ts';
import { validAnswers } from '../fixtures/answers.ts';
import { rezip } from './rezip.ts';

export const campaign = heilongjiang2023;

/** Files that a media report names; two of one name. */
export const FILES = [
  { id: '01hvideo000000000000000000', slot: 'video', name: '启动仪式.mp4', state: 'accepted' },
  { id: '01hpicture0000000000000000', slot: 'picture', name: '现场.jpg', state: 'accepted' },
  { id: '01hpicture0000000000000001', slot: 'picture', name: '现场.jpg', state: 'accepted' },
];

/** Complete answers of Harbin, files included. */
export const answersOf = (form: Form): Record<string, unknown> =>
  validAnswers[form.id]?.('harbin', { files: FILES }) ?? {};

/** The form's workbook with these answers in it. */
export const filledIn = (form: Form, answers: unknown, language: 'zh' | 'en' = 'zh'): Buffer =>
  template({ campaign, form, files: FILES, language }, answers);

export const readBack = (form: Form, file: Buffer, current: unknown = {}): ReadTemplate =>
  readTemplate(file, { form, campaign, files: FILES, current });

/** The copy of what was read, with its errors marked. */
export const copyOf = (form: Form, read: ReadTemplate): Buffer =>
  markedCopy({ campaign, form, files: FILES, language: 'zh' }, read);

/** Cells and texts of all comments of a workbook. */
export function commentsOf(file: Buffer): [cell: string, text: string][] {
  const comments: [string, string][] = [];
  rezip(file, (_, xml) => {
    for (const [, cell = '', text = ''] of xml.matchAll(/<comment ref="(\w+)".*?<t [^>]*>(.*?)<\/t>/gs)) {
      comments.push([cell, text]);
    }
    return xml;
  });
  return comments;
}
