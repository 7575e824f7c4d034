import { beforeEach, describe, expect, it } from '@jest/globals';
import { ArchivePreview, ArchiveRequested } from '../../../schemas/contract/archives.ts';
import { inBrowser } from '../../support/signed-in.ts';
import { pinned, store } from '../../support/stored-reports.ts';
import { type ArchiveWorld, archiveWorld } from './archives.ts';

const FILMS = [1000, 2096].map((length) => ({ name: 'film.mp4', bytes: Buffer.alloc(length) }));

describe('before an archive is built', () => {
  let d: ArchiveWorld;
  beforeEach(async () => {
    d = await archiveWorld();
    const attachments = FILMS.map((film) => pinned('harbin', 'media', film));
    await store(d.table, { unit: 'harbin', form: 'media', attachments });
    const [scan] = [pinned('jixi', 'statistics', { name: '盖章.jpg', bytes: Buffer.alloc(50) })];
    await store(d.table, { unit: 'jixi', form: 'statistics', attachments: [scan] });
    await store(d.table, { unit: 'hegang', form: 'media', state: 'returned', attachments });
  });

  const seen = async (query: string) =>
    ArchivePreview.parse(await (await d.get(`/archives/new?${query}`, d.as.lead)).json());
  const page = async (query: string, language = 'zh') =>
    d.get(`/archives/new?${query}`, { ...inBrowser(d.as.lead), 'accept-language': language });

  it('one learns how many reports, files and bytes it will hold, and who is missing', async () => {
    expect(await seen('forms=media&units=harbin&units=hegang')).toEqual({
      choice: { forms: ['media'], units: ['harbin', 'hegang'] },
      reports: 1,
      files: 2,
      bytes: 3096,
      missing: [{ unit: 'hegang', forms: ['media'] }],
    });
    expect(await seen('')).toMatchObject({ choice: {}, reports: 2, files: 3, bytes: 3146 });
    expect(await seen('states=returned')).toMatchObject({ reports: 1, files: 2 });
  });

  it('one learns that without attachments it holds no files', async () => {
    expect(await seen('attachments=no')).toMatchObject({
      choice: { attachments: false },
      reports: 2,
      files: 0,
      bytes: 0,
    });
    expect(await seen('attachments=yes')).toMatchObject({ choice: {}, files: 3 });
  });

  it('reads no report: two calls, however much it will hold', async () => {
    const before = d.table.calls.length;
    await seen('');
    expect(d.table.calls.slice(before)).toEqual(['get', 'get', 'query']);
  });

  it.each([
    ['forms=poem', '/forms/0'],
    ['units=harbin&units=atlantis', '/units/1'],
    ['states=lost', '/states/0'],
    ['since=2023-02-30', '/since'],
    ['attachments=perhaps', '/attachments'],
    ['attachments=__proto__', '/attachments'],
  ])('%s is refused, on the page with a line that leads there', async (query, pointer) => {
    const answer = await d.get(`/archives/new?${query}`, d.as.lead);
    expect([answer.status, await answer.json()]).toMatchObject([
      422,
      { code: 'invalid-input', errors: [{ pointer }] },
    ]);
    const html = await page(query);
    expect(html.status).toBe(422);
    expect(await html.text()).toContain(`href="#f${pointer.replaceAll('/', '-')}"`);
  });

  it('the page shows all that, and builds what it showed', async () => {
    const html = await (await page('forms=media&units=harbin&units=hegang&attachments=no&since=')).text();
    expect(html).toMatch(/将包含<\/dt><dd>1份报表、0个附件、0 B/);
    expect(html).toMatch(/应报而本归档中没有的.*鹤岗市 – 媒体资料/s);
    const fields: { [name: string]: string[] } = {};
    const form = /<form method="post" action="\/archives">(.*?)<\/form>/s.exec(html)?.[1] ?? '';
    for (const [, name = '', value = ''] of form.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)) {
      fields[name] = [...(fields[name] ?? []), value];
    }
    expect((await d.post(fields, d.as.lead)).status).toBe(303);
    expect(d.table.rows().filter(({ type }) => type === 'archive')).toMatchObject([
      {
        id: fields.id?.[0],
        choice: { forms: ['media'], units: ['harbin', 'hegang'], attachments: false },
        missing: [{ unit: 'hegang', forms: ['media'] }],
      },
    ]);
    expect(html).toMatch(/id="attachments-no"[^>]*checked/);
  });

  it('the page has nothing to press where there is nothing to build', async () => {
    const answer = await page('units=qiqihar');
    const html = await answer.text();
    expect(answer.status).toBe(200);
    expect(html).toContain('所选范围内还没有可归档的报表');
    expect(html).not.toContain('action="/archives"');
  });

  it('the page is complete in English', async () => {
    const html = await (await page('units=harbin&attachments=no', 'en')).text();
    expect(html.replace(/<a class="language".*?<\/a>/, '')).not.toMatch(/\p{Script=Han}/u);
    expect(html).toContain('1 report, 0 attachments');
  });

  it('the choice is the offices’ alone', async () => {
    const path = '/archives/new';
    expect([(await d.get(path, {})).status, (await d.get(path, d.as.clerk)).status]).toEqual([401, 403]);
  });

  it('a choice without attachments is kept with the archive', async () => {
    const { id } = ArchiveRequested.parse(await (await d.order({ attachments: false }, d.as.lead)).json());
    expect(d.table.rows().find((row) => row.id === id)).toMatchObject({ choice: { attachments: false } });
  });
});
