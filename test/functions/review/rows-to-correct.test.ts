import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rowNumbers } from '../../../functions/review/rows-to-correct.ts';
import { listMessages } from '../../../functions/shared/records/reports.ts';
import { inBrowser } from '../../support/signed-in.ts';
import { CAMPAIGN, store } from '../../support/stored-reports.ts';
import { type DeskWorld, deskWorld } from './desk.ts';

describe('numbers of rows', () => {
  it.each([
    ['3、5-7', [3, 5, 6, 7]],
    ['３，５～６', [3, 5, 6]],
    [' 1 2;2 ', [1, 2]],
    ['8至9', [8, 9]],
    ['', []],
  ])('%j are read', (typed, numbers) => {
    expect(rowNumbers(typed, 9)).toEqual(numbers);
  });

  it.each(['0', '10', '7-5', '3-', 'all', '1-99999', '-1', '1.5'])('%j are none of nine rows', (typed) => {
    expect(rowNumbers(typed, 9)).toBeUndefined();
  });

  it('are numbers of rows that there are, whatever is typed', () => {
    const typing = fc.string({ unit: fc.constantFrom(...'0123456789-、,， 至a'.split('')) });
    fc.assert(
      fc.property(typing, fc.nat(500), (typed, count) => {
        for (const number of rowNumbers(typed, count) ?? []) {
          expect(number).toBeGreaterThanOrEqual(1);
          expect(number).toBeLessThanOrEqual(count);
        }
      }),
    );
  });
});

describe('a return of some rows', () => {
  const PATH = 'jixi/open-day';
  const report = { campaign: CAMPAIGN, unit: 'jixi', form: 'open-day' };
  let d: DeskWorld;
  beforeEach(async () => {
    d = await deskWorld();
    const rows = ['甲', '乙', '丙'].map((institution) => ({ institution }));
    await store(d.table, { unit: 'jixi', form: 'open-day', answers: { rows } });
  });

  const giveBack = (numbers: string) =>
    d.post(
      PATH,
      { decision: 'return', message: '请核对', fields: '/phone', 'numbers-rows': numbers, revision: '1' },
      d.as.lead,
    );

  it('names them beside the fields that are ticked', async () => {
    expect((await giveBack('1、3')).status).toBe(303);
    expect(await listMessages(d.table, report)).toMatchObject([{ fields: ['/phone', '/rows/0', '/rows/2'] }]);
    const html = await (await d.get(`/desk/reports/${PATH}`, inBrowser(d.as.lead))).text();
    expect(html).toMatch(/需要更正：联系电话、[^<]*第1行、[^<]*第3行/);
  });

  it('by a program names rows that there are', async () => {
    const entry = { decision: 'return', message: '请核对', revision: 1 };
    const refused = await d.decide(PATH, { ...entry, fields: ['/phone', '/rows/3/email'] }, d.as.lead);
    expect([refused.status, await refused.json()]).toMatchObject([
      422,
      { errors: [{ pointer: '/fields/1', code: 'unknown-field' }] },
    ]);
    expect((await d.decide(PATH, { ...entry, fields: ['/rows/2/email'] }, d.as.lead)).status).toBe(200);
  });

  it('comes back with what was typed when there are no such rows', async () => {
    const answer = await giveBack('3-4');
    const html = await answer.text();
    expect(answer.status).toBe(422);
    expect(html).toContain('<a href="#f-numbers-rows">行号不正确：请填写1到3之间的数字，例如：3、5-7。</a>');
    expect(html).toMatch(/<details open(="")?><summary>需要更正的内容/);
    expect(html).toMatch(/<input id="f-numbers-rows" name="numbers-rows" [^>]*value="3-4"/);
    expect(await listMessages(d.table, report)).toEqual([]);
  });
});
