import { validAnswers } from '../fixtures/answers.ts';
import { type Client, signIn } from './client.ts';
import { type Local, startLocal } from './local.ts';

const [EARLY, LATE] = ['2023-05-14T09:00:00+08:00', '2023-06-14T09:00:00+08:00'];

async function report(clerk: Client, unit: string, form: string, change: object = {}): Promise<void> {
  const body = { answers: { ...validAnswers[form]?.(unit), ...change }, attachments: [] };
  const key = { 'idempotency-key': `${unit}-${form}-${crypto.randomUUID()}` };
  const { status } = await clerk.call('POST', `/reports/${form}/submissions`, body, key);
  if (status !== 201) throw new Error(`the ${form} of ${unit} was answered with ${status}`);
}

async function decide(office: Client, unit: string, form: string, decision: object): Promise<void> {
  const path = `/desk/reports/${unit}/${form}/decisions`;
  const { status } = await office.call('POST', path, { revision: 1, ...decision });
  if (status !== 200) throw new Error(`the decision on the ${form} of ${unit} was answered with ${status}`);
}

/** Cities report the forms in these numbers, the first ones of the roster all of them. */
async function reportAll(local: Local, counts: { [form: string]: number }): Promise<void> {
  const cities =
    'harbin qiqihar jixi hegang shuangyashan daqing yichun jiamusi qitaihe mudanjiang heihe'.split(' ');
  for (const [index, city] of cities.entries()) {
    const forms = Object.keys(counts).filter((form) => index < (counts[form] ?? 0));
    if (forms.length === 0) continue;
    const clerk = await signIn(local, `${city}@example.org`);
    for (const form of forms) await report(clerk, city, form);
  }
}

/** A campaign after the first of its forms was due, with reports in every state; stopped by `discard`. */
export async function seededCampaign(): Promise<Local> {
  const early = await startLocal({ clock: EARLY });
  await reportAll(early, { 'open-day': 9, statistics: 6, media: 3 });
  const lead = await signIn(early, 'lead@example.org');
  for (const city of ['harbin', 'qiqihar', 'jixi', 'hegang']) {
    await decide(lead, city, 'open-day', { decision: 'accept' });
  }
  await decide(lead, 'harbin', 'statistics', { decision: 'accept' });
  await decide(lead, 'jixi', 'statistics', { decision: 'return', message: '请核对线上活动数。' });
  await decide(lead, 'hegang', 'statistics', { decision: 'return', message: '请补充展览人次。' });
  const changed = { filledBy: '示例填表人乙' };
  await report(await signIn(early, 'hegang@example.org'), 'hegang', 'statistics', changed);
  await early.stop();
  const late = await startLocal({ clock: LATE, again: early });
  await report(await signIn(late, 'mudanjiang@example.org'), 'mudanjiang', 'open-day');
  await report(await signIn(late, 'hegang@example.org'), 'hegang', 'media');
  const draft = { version: 0, answers: { filledBy: '示例填表人' } };
  for (const city of ['qiqihar', 'suihua']) {
    await (await signIn(late, `${city}@example.org`)).call('PUT', '/reports/summary/draft', draft);
  }
  // As after a paste that could not be read whole.
  const rows = [
    { institution: '示例天文馆', kind: 'other' },
    { institution: '示例植物园', kind: '园子', from: '五月底' },
  ];
  const heihe = await signIn(late, 'heihe@example.org');
  await heihe.call('PUT', '/reports/open-day/draft', { version: 0, answers: { rows } });
  return late;
}
