import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { siteApp } from '../../../functions/site/app.ts';
import { readAssets } from '../../../functions/site/served.ts';
import { heilongjiang2023 } from '../../../schemas/campaigns/heilongjiang-2023.ts';
import { CampaignView } from '../../../schemas/contract/campaign.ts';
import { collectedLog } from '../../support/collected-log.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { builtAssets } from '../../support/style-sheet.ts';

const app = siteApp({
  assets: readAssets(builtAssets),
  version: 'of-now',
  table: memoryTable(),
  campaign: heilongjiang2023,
  log: collectedLog(),
});
const get = (path: string, headers: Record<string, string> = {}) => app.request(path, { headers });

describe('the entry page', () => {
  it.each([
    ['zh-CN', '热爱科学 崇尚科学', '2023年5月25日', '严禁上传、填报涉密信息', '2023年6月19日（星期一）23:59'],
    [
      'en',
      'Love science, uphold science',
      '25 May 2023',
      'never enter or upload',
      'Monday 19 June 2023, 23:59',
    ],
  ])('tells in %s what this is, until when, and what must never be uploaded', async (language, ...words) => {
    const response = await get('/', { accept: 'text/html', 'accept-language': language });
    const html = await response.text();
    for (const word of words) expect(html).toContain(word);
    expect(html).toContain('href="/sign-in"');
    if (language === 'en') expect(html.replace(/>中文</, '><')).not.toMatch(/\p{Script=Han}/u);
  });

  it('lists every form that the campaign asks for', async () => {
    const html = await (await get('/', { accept: 'text/html' })).text();
    expect(html).toContain('2023年参与开放活动的科研机构和大学备案表');
    expect(html).toContain('各市（地）（必报）、成员单位（自愿）');
    expect(html.match(/<th scope="row">/g)).toHaveLength(heilongjiang2023.requests.length);
  });

  it('is data for programs', async () => {
    const response = await get('/');
    const view = CampaignView.strict().parse(await response.json());
    expect(view.forms.map(({ form, due }) => [form, due])).toEqual([
      ['open-day', '2023-05-16T15:59:59.000Z'],
      ['summary', '2023-06-19T15:59:59.000Z'],
      ['statistics', '2023-06-19T15:59:59.000Z'],
      ['media', '2023-06-19T15:59:59.000Z'],
    ]);
  });
});

describe('an address that leads nowhere', () => {
  it.each(['/nothing-here', '/reports2', '/%E4%B8%AD'])('is answered plainly: %s', async (path) => {
    const page = await get(path, { accept: 'text/html' });
    expect([page.status, await page.text()]).toEqual([404, expect.stringContaining('没有找到该内容')]);
    const answer = await get(path);
    expect([answer.status, await answer.json()]).toEqual([
      404,
      expect.objectContaining({ code: 'not-found' }),
    ]);
  });
});

describe('the files of the pages', () => {
  it.each([
    ['style.css', 'text/css; charset=utf-8'],
    ['icon.svg', 'image/svg+xml'],
    ['attach-upload.js', 'text/javascript; charset=utf-8'],
    ['attach-crc-worker.js', 'text/javascript; charset=utf-8'],
  ])('%s are served once and then known', async (file, type) => {
    const response = await get(`/assets/${file}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(type);
    expect(response.headers.get('cache-control')).toBe('public, no-cache');
    const body = await response.text();
    expect(body).toBe(readFileSync(new URL(file, builtAssets), 'utf8'));
    const etag = response.headers.get('etag') ?? '';
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`]) {
      const again = await get(`/assets/${file}`, { 'if-none-match': known });
      expect([again.status, await again.text()]).toEqual([304, '']);
    }
    expect((await get(`/assets/${file}`, { 'if-none-match': '"other"' })).status).toBe(200);
  });

  it('are kept for good under the address of this content, and for once under that of another', async () => {
    const plain = await get('/assets/style.css');
    const now = await get('/assets/of-now/style.css');
    expect(now.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    const before = await get('/assets/of-before/style.css');
    expect(before.headers.get('cache-control')).toBe('public, no-cache');
    const body = await plain.text();
    expect([await now.text(), await before.text()]).toEqual([body, body]);
    for (const address of ['/assets/of-now/other.css', '/assets/of-now/of-now/style.css']) {
      expect((await get(address)).status).toBe(404);
    }
    const head = await app.request('/assets/of-now/style.css', { method: 'HEAD' });
    expect([head.status, head.headers.get('cache-control'), await head.text()]).toEqual([
      200,
      'public, max-age=31536000, immutable',
      '',
    ]);
    const known = await get('/assets/of-now/style.css', { 'if-none-match': head.headers.get('etag') ?? '' });
    expect([known.status, known.headers.get('cache-control')]).toEqual([
      304,
      'public, max-age=31536000, immutable',
    ]);
  });

  it.each(['other.css', '..%2Fhandler.ts', 'style.css%00', '%2e%2e%2fapp.ts', 'constructor'])(
    'are these and no others: %s',
    async (file) => {
      expect((await get(`/assets/${file}`)).status).toBe(404);
    },
  );

  it('have scripts of 40 KB at most on their way, which leave nothing behind in a page', () => {
    for (const file of readdirSync(builtAssets).filter((name) => name.endsWith('.js'))) {
      const code = readFileSync(new URL(file, builtAssets));
      expect(gzipSync(code).length).toBeLessThanOrEqual(40 * 1024);
      expect(code.toString()).toMatch(/^"use strict";\(\(\)=>\{/);
    }
  });

  it('load nothing from anywhere and ask for no font', () => {
    const css = readFileSync(new URL('style.css', builtAssets), 'utf8');
    expect(css).not.toMatch(/url\(|@import|@font-face/);
  });
});
