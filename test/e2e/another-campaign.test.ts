import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import readXlsxFile from 'read-excel-file/node';
import { unzip } from '../support/archive.ts';
import { type Client, signIn } from '../support/client.ts';
import { eventually, mailsTo } from '../support/inbox.ts';
import { discard, type Local, startLocal } from '../support/local.ts';
import { projectWithOtherCampaign } from '../support/other-campaign.ts';

/** Words of the first campaign that no page of another may say. */
const FOREIGN =
  /各市（地）|黑龙江|备案表|统计表|哈尔滨|Heilongjiang|Harbin|open-day|\bstatistics\b(?! of popular)/;

const answersOf = (staff: number, funds: number) => ({
  quarter: 'q1',
  figures: { P1: { count: staff }, P2: { count: funds }, P3: { count: '-' }, P4: { count: 3000 } },
  bases: [{ name: '示例天文台', level: 'national', visitors: 1200 }],
  filledBy: '示例填表人',
  phone: '13800000001',
  date: '2024-04-01',
});

let project: string;
let local: Local;
let east: Client;
let west: Client;
let bureau: Client;

const get = (client: Client, path: string, accept = '*/*') =>
  fetch(local.site + path, { headers: { accept, authorization: `Bearer ${client.token}` } });

async function page(client: Client, path: string): Promise<string> {
  const answer = await get(client, path, 'text/html');
  const html = await answer.text();
  expect([path, answer.status, FOREIGN.exec(html)?.[0]]).toEqual([path, 200, undefined]);
  return html;
}

async function spreadsheet(client: Client, path: string): Promise<unknown[]> {
  const answer = await get(client, path);
  expect([path, answer.status]).toEqual([path, 200]);
  return readXlsxFile(Buffer.from(await answer.arrayBuffer()));
}

/** One after the other: the story of a form that only `schemas/` knows. */
describe('a campaign of another kind', () => {
  beforeAll(async () => {
    project = projectWithOtherCampaign();
    local = await startLocal({ clock: '2024-04-02T09:00:00+06:00', project });
    east = await signIn(local, 'east@example.org');
    west = await signIn(local, 'west@example.org');
    bureau = await signIn(local, 'bureau@example.org');
  }, 120_000);

  afterAll(async () => {
    await discard(local);
    rmSync(project, { recursive: true });
  });

  it('is announced on the entry page', async () => {
    const entry = await page(east, '/');
    expect(entry).toContain('2024年科普统计');
    expect(entry).toContain('各县（市、区）（必报）、高等学校（自愿）');
    expect(entry).toContain('2024年4月10日（星期三）23:59');
  });

  it('is filled in on its own page, which says what is wrong', async () => {
    expect(await page(east, '/reports')).toContain('科普统计季度报表');
    const form = await page(east, '/reports/science-quarter');
    for (const words of ['科普专职人员', '其中：政府拨款', '科普基地', '国家级'])
      expect(form).toContain(words);
    const saved = await east.call('PUT', '/reports/science-quarter/draft', {
      version: 0,
      answers: { ...answersOf(5, 12.5), figures: { P2: { count: 1 }, P3: { count: 2 } } },
    });
    expect(saved.status).toBe(200);
    expect(await page(east, '/reports/science-quarter/check')).toContain('P3（2）不能大于P2（1）。');
    expect((await east.call('GET', '/reports/summary')).status).toBe(404);
  });

  it('is submitted and confirmed by mail', async () => {
    for (const [clerk, staff, funds] of [
      [east, 5, 0.1],
      [west, 7, 0.2],
    ] as const) {
      const answer = await clerk.call<{ reference: string }>(
        'POST',
        '/reports/science-quarter/submissions',
        { answers: answersOf(staff, funds), attachments: [] },
        { 'idempotency-key': `quarter-${staff}` },
      );
      expect(answer.status).toBe(201);
      expect(await page(clerk, `/receipts/${answer.body.reference}`)).toContain('示例天文台');
    }
    const mail = await eventually(
      async () => (await mailsTo(local, 'east@example.org')).find(({ text }) => text.includes('示例天文台')),
      'the confirmation',
    );
    expect(mail.text).toContain('科普专职人员');
    expect(mail.text).not.toMatch(FOREIGN);
  });

  it('is reviewed at the desk', async () => {
    expect(await page(bureau, '/desk')).toContain('示例西县');
    expect(await page(bureau, '/desk/reports/east/science-quarter')).toContain('科普专职人员');
    const decided = await bureau.call('POST', '/desk/reports/east/science-quarter/decisions', {
      decision: 'accept',
      revision: 1,
    });
    expect(decided.status).toBe(200);
  });

  it('is added up', async () => {
    const { body } = await bureau.call<{ measures: { code?: string; total: number }[]; tallies: object[] }>(
      'GET',
      '/totals/science-quarter',
    );
    const totals = Object.fromEntries(body.measures.map(({ code, total }) => [code ?? 'visitors', total]));
    expect(totals).toEqual({ P1: 12, P2: 0.3, P3: null, P4: 6000, visitors: 2400 });
    expect(body.tallies).toMatchObject([{ rows: 'bases', total: 2, by: [{ field: 'level' }] }]);
    expect(await page(bureau, '/totals')).toContain('<svg');
    expect(await page(bureau, '/totals/science-quarter')).toContain('<svg');
    expect(JSON.stringify(await spreadsheet(bureau, '/totals/science-quarter/table.xlsx'))).toContain(
      '示例东县',
    );
  });

  it('is archived', async () => {
    const { body } = await bureau.call<{ id: string }>('POST', '/archives', {});
    await eventually(
      async () =>
        (await bureau.call<{ state: string }>('GET', `/archives/${body.id}`)).body.state === 'ready',
      'the archive',
    );
    const link = await bureau.call('GET', `/archives/${body.id}/download`);
    const zip = await fetch(link.headers.get('location') ?? '');
    const files = await unzip(Buffer.from(await zip.arrayBuffer()));
    const table = files.find(({ path }) => path.endsWith('.xlsx'));
    expect(table?.path).toContain('科普季报');
    expect(JSON.stringify(await readXlsxFile(table?.bytes ?? Buffer.alloc(0)))).toContain('示例天文台');
    expect(await page(bureau, '/archives')).toContain('科普');
  });

  it('is described for programs', async () => {
    const document = await (await fetch(`${local.site}/openapi.json`)).text();
    expect(document).toContain('ScienceQuarterAnswers');
  });
});
