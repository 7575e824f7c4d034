import { validAnswers } from '../../fixtures/answers.ts';
import { fieldsOfPage } from '../../support/page-form.ts';
import { office } from './office.ts';

export const FORM = '/reports/open-day';
export const DRAFT = `${FORM}/draft`;
export const titleOf = (html: string) => /<title>(.*?)<\/title>/s.exec(html)?.[1] ?? '';
export const location = (answer: { headers: Headers }) => answer.headers.get('location') ?? '';

/** The fields of a page, some of them filled in, with the button that is pressed. */
export function filled(html: string, values: { [name: string]: string }, action: string): [string, string][] {
  const fields = fieldsOfPage(html, DRAFT).filter(([name]) => name !== 'action' && !(name in values));
  return [...fields, ...Object.entries(values), ['action', action]];
}

/** Saves valid answers as a program would, so that a page can go on with them. */
export async function prepared(start?: string) {
  const world = office(start);
  const harbin = await world.clerk('harbin');
  await harbin.json('PUT', DRAFT, { version: 0, answers: validAnswers['open-day']?.('harbin') });
  return { ...world, harbin };
}
