import { describe, expect, it } from '@jest/globals';
import { validAnswers } from '../../../fixtures/answers.ts';
import { bothSides } from '../../../support/both-sides.ts';

const answers = validAnswers.statistics?.('harbin');

/** Where a page's link to the other language leads, for whoever is at this address. */
function otherLanguage(html: string, path: string): string {
  const href = /<a class="language" href="([^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
  if (href === undefined) throw new Error(`no link to the other language: ${html.slice(0, 300)}`);
  const { pathname, search } = new URL(href, `https://intake.example.org${path}`);
  return pathname + search;
}

async function submitted() {
  const world = bothSides();
  const harbin = await world.unit('harbin');
  const key = { 'idempotency-key': 'a' };
  const sent = await harbin.json('POST', '/reports/statistics/submissions', { answers }, key);
  expect(sent.status).toBe(201);
  return { harbin, lead: await world.office('lead') };
}

type Post = [who: 'harbin' | 'lead', path: string, fields: [string, string][], leadsTo: string];

const POSTS: Post[] = [
  ['harbin', '/reports/statistics/draft', [['version', '7']], '/reports/statistics?language=en'],
  [
    'harbin',
    '/reports/statistics/submissions',
    [
      ['version', '7'],
      ['key', 'b'],
    ],
    '/reports/statistics/check?language=en',
  ],
  ['harbin', '/reports/statistics/withdrawal', [['revision', '7']], '/reports?language=en'],
  [
    'lead',
    '/desk/reports/harbin/statistics/decisions',
    [
      ['decision', 'return'],
      ['revision', '1'],
    ],
    '/desk/reports/harbin/statistics?language=en',
  ],
  ['lead', '/desk/reports/nowhere/statistics/decisions', [], '/desk?language=en'],
];

describe('a language that was chosen', () => {
  const { app } = bothSides();
  const page = { accept: 'text/html', 'accept-language': 'zh-CN', 'sec-fetch-site': 'same-origin' };

  it('in a link that somebody is sent is kept while they are asked to sign in', async () => {
    const answer = await app.request('/desk?show=late&language=en', { headers: page });
    expect(answer.headers.get('location')).toBe('/sign-in?next=%2Fdesk%3Fshow%3Dlate%26language%3Den');
    expect(answer.headers.getSetCookie().join()).toMatch(/^language=en; .*Path=\//);
  });

  it.each(['GET', 'POST'])(
    'holds on the page of a problem, against what the browser asks for: %s',
    async (method) => {
      const world = bothSides();
      const { token } = await world.unit('harbin');
      const cookie = `language=en; __Host-session=${token}`;
      const answer = await world.app.request('/desk/decisions', { method, headers: { ...page, cookie } });
      expect(answer.status).toBeGreaterThanOrEqual(403);
      const html = await answer.text();
      expect(html).toContain('<html lang="en">');
      expect(html.replace('>中文<', '')).not.toMatch(/\p{Script=Han}/u);
    },
  );

  it('holds on the page that keeps what was typed when the session has ended', async () => {
    const answer = await app.request('/reports/summary/draft', {
      method: 'POST',
      headers: { ...page, cookie: 'language=en', 'content-type': 'application/x-www-form-urlencoded' },
      body: 'version=0&filledBy=x',
    });
    const html = await answer.text();
    expect([answer.status, html]).toEqual([401, expect.stringContaining('You are signed out')]);
    expect(html).toContain('name="filledBy" value="x"');
    // A link in this window would lose it: the one to sign in opens another.
    expect(html.match(/<a [^>]*href="\/[^>]*>/g)).toEqual([expect.stringContaining('target="_blank"')]);
    expect(html).not.toMatch(/\p{Script=Han}/u);
  });
});

describe('the link to the other language', () => {
  it.each(POSTS)('of what %s gets for a post to %s leads to a page', async (who, path, fields, leadsTo) => {
    const people = await submitted();
    const answer = await people[who].post(path, fields);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    const link = otherLanguage(answer.body, path);
    expect(link).toBe(leadsTo);
    const page = await people[who].open(link);
    expect([page.status, page.body.slice(0, 40)]).toEqual([200, expect.stringContaining('<html lang="en">')]);
  });

  it('of an address that leads nowhere leads there again', async () => {
    const { harbin } = await submitted();
    const lost = await harbin.open('/reports/poem');
    expect([lost.status, otherLanguage(lost.body, '/reports/poem')]).toEqual([
      404,
      '/reports/poem?language=en',
    ]);
    const english = await harbin.open('/reports/poem?language=en');
    expect(english.body).toContain('<title>Error: ');
    expect(english.body.replace('>中文<', '')).not.toMatch(/\p{Script=Han}/u);
  });

  it('keeps what a page shows', async () => {
    const { harbin } = await submitted();
    for (const path of ['/reports/statistics?check=1', '/reports/media/check?nil=true']) {
      const page = await harbin.open(path);
      expect(otherLanguage(page.body, path)).toBe(`${path}&language=en`);
    }
  });
});
