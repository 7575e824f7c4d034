import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { previewImportApp } from '../../../functions/preview-import/app.ts';
import { featuredTemplate } from '../../../functions/preview-import/featured/template.ts';
import { publishApp } from '../../../functions/publish/app.ts';
import { findFeatured } from '../../../functions/shared/records/featured.ts';
import { writeWorkbook } from '../../../functions/shared/workbook/write/workbook.ts';
import { heilongjiang2023 as campaign } from '../../../schemas/campaigns/heilongjiang-2023.ts';
import type { FeaturedPreview } from '../../../schemas/contract/publication.ts';
import { FeaturedActivity } from '../../../schemas/featured.ts';
import { oneLine } from '../../../schemas/fields/clean.ts';
import { forms } from '../../../schemas/forms/index.ts';
import { bomb } from '../../support/bomb.ts';
import { collectedLog } from '../../support/collected-log.ts';
import { type MemoryTable, memoryTable } from '../../support/memory-table.ts';
import { inBrowser, posted, signedIn } from '../../support/signed-in.ts';

const HEADING = ['活动名称', '活动类型', '活动时间', '活动地点', '线上/线下', '主办单位', '活动内容'];
const NIGHT = ['科学之夜', '展览', '5月25日 19:00', '示例广场', '线下', '示例单位', '观星\n讲座'];
const night: FeaturedActivity = {
  name: '科学之夜',
  kind: '展览',
  time: '5月25日 19:00',
  place: '示例广场',
  mode: 'on-site',
  organiser: '示例单位',
  content: '观星\n讲座',
};

const workbook = (...rows: (string | number)[][]) =>
  writeWorkbook([
    {
      name: '活动',
      columns: [{ width: 10 }],
      rows: rows.map((cells) => ({ cells: cells.map((value) => ({ value })) })),
    },
  ]);
const csv = (...rows: string[][]) =>
  Buffer.from(rows.map((row) => row.map((cell) => `"${cell}"`).join(',')).join('\r\n'));

let table: MemoryTable;
let lead: { [header: string]: string };
let clerk: { [header: string]: string };
let apps: { previews: ReturnType<typeof previewImportApp>; publish: ReturnType<typeof publishApp> };

beforeEach(async () => {
  table = memoryTable();
  const now = new Date('2023-05-20T01:00:00.000Z');
  const dependencies = { table, campaign, forms, clock: () => now, log: collectedLog() };
  apps = { previews: previewImportApp(dependencies), publish: publishApp(dependencies) };
  lead = await signedIn(table, now, { role: 'lead', office: 'lead' });
  clerk = await signedIn(table, now, { role: 'unit', unit: 'harbin' });
});

async function look(file: Buffer, language = 'zh-CN') {
  const answer = await apps.previews.request('/featured/import', {
    method: 'POST',
    headers: { ...lead, 'content-type': 'application/octet-stream', 'accept-language': language },
    body: new Uint8Array(file),
  });
  const body: FeaturedPreview & { errors: { code: string }[] } = JSON.parse(await answer.text());
  return { status: answer.status, ...body };
}

async function upload(file: Buffer) {
  const body = new FormData();
  body.set('file', new File([new Uint8Array(file)], '活动.xlsx'));
  const headers = inBrowser(lead);
  const answer = await apps.previews.request('/featured/import', { method: 'POST', headers, body });
  return { status: answer.status, text: await answer.text() };
}

const spots = ({ errors }: FeaturedPreview) => errors.map(({ cell, code }) => `${cell} ${code}`);

describe('a spreadsheet of featured activities', () => {
  it.each([
    ['a workbook', workbook(HEADING, NIGHT)],
    [
      'a workbook with a title above and its columns in another order',
      workbook(['附件2'], ['', ...HEADING.toReversed()], ['', ...NIGHT.toReversed()]),
    ],
    ['a workbook without a heading', workbook(NIGHT)],
    ['a CSV', csv(HEADING, NIGHT)],
    ['the template, filled in', featuredTemplate([night], 'zh')],
    ['the template in English', featuredTemplate([night], 'en')],
  ])('is read whatever it is: %s', async (_, file) => {
    const { status, version, activities, errors } = await look(file);
    expect([status, version, activities, errors]).toEqual([200, 0, [night], []]);
    expect(table.rows().filter(({ type }) => type === 'featured')).toEqual([]);
  });

  it('says of days and times what its program shows', async () => {
    const day = { value: 45071.5, style: { format: 'yyyy-mm-dd hh:mm' } };
    const cells = NIGHT.map((value, index) => (index === 2 ? day : { value }));
    const file = writeWorkbook([{ name: '活动', columns: [{ width: 10 }], rows: [{ cells }] }]);
    expect((await look(file)).activities[0]?.time).toBe('2023-05-25 12:00');
  });

  it('is told cell by cell where it is wrong, with what to do, in the reader’s language', async () => {
    const wrong = await look(
      workbook(HEADING, ['', ...NIGHT.slice(1)], NIGHT, NIGHT.with(4, '空中').with(3, '远'.repeat(300))),
      'en',
    );
    expect(wrong.activities).toEqual([night]);
    expect(spots(wrong).toSorted()).toEqual(['A2 too_small', 'D4 too_big', 'E4 invalid_value']);
    expect(wrong.errors.find(({ cell }) => cell === 'E4')).toMatchObject({
      sheet: '活动',
      row: 4,
      column: 'E',
      field: 'On site or online',
      cure: 'Give one of: on site, online, on site and online.',
    });
    const page = await upload(workbook(HEADING, NIGHT.with(4, '空中')));
    expect([page.status, page.text.includes('没有“空中”这种方式。')]).toEqual([422, true]);
    expect(page.text).not.toContain('name="action"');
  });

  it.each([
    [
      'a column is missing',
      workbook(HEADING.slice(0, 6).toSpliced(3, 1), NIGHT.slice(0, 6).toSpliced(3, 1)),
      ['undefined missing-column'],
    ],
    ['nothing is in it', workbook(HEADING), ['undefined missing-table']],
    [
      'there are too many',
      workbook(HEADING, ...Array.from({ length: 301 }, () => NIGHT)),
      ['undefined too-many-rows'],
    ],
  ])('is told that %s', async (_, file, codes) => {
    expect(spots(await look(file))).toEqual(codes);
  });

  it.each([
    ['nothing', Buffer.alloc(0), 'empty'],
    ['a picture', Buffer.from([0x89, 0x50, 0, 1, 2, 3]), 'not-a-workbook'],
    ['an old workbook', Buffer.from('d0cf11e0a1b11ae100000000', 'hex'), 'old-format'],
    ['a bomb', bomb('honest', 100), 'inflates-too-much'],
    ['a huge CSV', Buffer.alloc(3 * 1024 * 1024 + 1, 'a'), 'too-large'],
  ])('is refused for one reason when the file is %s', async (_, file, code) => {
    const { status, errors } = await look(file);
    expect([status, errors.map((one) => one.code)]).toEqual([422, [code]]);
    const page = await upload(file);
    expect([page.status, page.text.includes('role="alert"')]).toEqual([422, true]);
  });

  it('is shown first, and saved when the reader confirms it', async () => {
    const { text } = await upload(workbook(HEADING, NIGHT.with(0, '<b>"夜"</b>\t')));
    expect(text).not.toContain('<b>"夜');
    const hidden = /name="text" value="([^"]*)"/.exec(text)?.[1] ?? '';
    const sent = hidden
      .replaceAll('&quot;', '"')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&');
    const { body, type } = posted({ version: '0', action: 'replace', text: sent });
    const saved = await apps.publish.request('/featured', {
      method: 'POST',
      headers: { ...inBrowser(lead), 'content-type': type },
      body,
    });
    expect([saved.status, saved.headers.get('location')]).toEqual([303, '/featured?saved']);
    expect((await findFeatured(table, campaign.id)).activities).toEqual([{ ...night, name: '<b>"夜"</b>' }]);
  });

  it('is for the lead office alone, and so is its template', async () => {
    for (const [headers, status] of [
      [clerk, 403],
      [{}, 401],
    ] as const) {
      const init = { method: 'POST', headers, body: 'a' };
      expect((await apps.previews.request('/featured/import', init)).status).toBe(status);
      expect((await apps.previews.request('/featured/template.xlsx', { headers })).status).toBe(status);
    }
    expect((await apps.previews.request('/featured/template.xlsx', { headers: lead })).status).toBe(200);
  });

  it('comes back as it went out, whatever the activities say', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
      fc.constantFrom('=1+1', '"', '0451', '2023-05-25', '线下', '甲\t乙'),
    );
    const line = text.filter((typed) => oneLine(typed) !== '');
    const activity = fc
      .record({
        name: line,
        kind: line,
        time: line,
        place: line,
        mode: fc.constantFrom(...FeaturedActivity.shape.mode.options),
        organiser: line,
        content: text,
      })
      .map((given) => FeaturedActivity.parse(given));
    await fc.assert(
      fc.asyncProperty(fc.array(activity, { minLength: 1, maxLength: 4 }), async (activities) => {
        const back = await look(featuredTemplate(activities, 'zh'));
        expect(back.errors).toEqual([]);
        expect(back.activities).toEqual(activities);
      }),
      { numRuns: 40 },
    );
  });
});
