import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { createApp } from '../../../../functions/shared/http/app.ts';
import { Problem } from '../../../../functions/shared/problems.ts';
import { collectedLog } from '../../../support/collected-log.ts';

const log = collectedLog();
const app = createApp(log, { files: 'https://files.example.org' });
app.all('/ok', (c) => c.text('done'));
app.all('/private', () => {
  throw new Problem('not-signed-in');
});
app.get('/broken', () => {
  throw new Error('harbin@example.org typed 13800000000');
});
app.get('/details', () => {
  throw new Problem('invalid-input', [
    {
      pointer: '/rows/0/phone',
      severity: 'blocking',
      code: 'not-a-phone',
      message: { zh: '电话不正确', en: 'No phone' },
    },
  ]);
});

app.get('/page', (c) => c.html(`<p>${'科技活动周'.repeat(500)}</p>`));
app.get('/answer', (c) => c.json({ answer: '科技活动周'.repeat(500) }));

const PAGE = { accept: 'text/html' };
const FORM = { ...PAGE, 'content-type': 'application/x-www-form-urlencoded' };

describe('a post', () => {
  const post = (headers: Record<string, string>, body?: string) =>
    app.request('https://report.example.org/ok', { method: 'POST', headers, body });

  it.each([
    ['of a program that says nothing of itself', {}],
    ['of a program with JSON', { 'content-type': 'application/json' }],
    ['of this site', { origin: 'https://report.example.org', 'content-type': FORM['content-type'] }],
    [
      'of this site as the gateway sees it',
      { origin: 'http://127.0.0.1:3000', host: '127.0.0.1:3000', 'content-type': FORM['content-type'] },
    ],
    ['of this site by a browser that says so', { 'sec-fetch-site': 'same-origin', origin: 'null' }],
    ['typed by hand', { 'sec-fetch-site': 'none' }],
    ['with a bearer token', { authorization: 'Bearer x', origin: 'https://elsewhere.example.org' }],
  ])('%s passes', async (_what, headers) => {
    expect((await post(headers)).status).toBe(200);
  });

  it.each([
    ['of another site', { origin: 'https://elsewhere.example.org' }],
    ['of a site of the same name on another port', { origin: 'https://report.example.org:8443' }],
    ['of a sandboxed page', { origin: 'null' }],
    ['that a browser calls foreign', { 'sec-fetch-site': 'cross-site' }],
    ['of a neighbour under the same domain', { 'sec-fetch-site': 'same-site' }],
    ['with cached basic credentials', { authorization: 'Basic eDp4', 'sec-fetch-site': 'cross-site' }],
    [
      'of another site with JSON',
      { origin: 'https://elsewhere.example.org', 'content-type': 'application/json' },
    ],
  ])('%s is refused', async (_what, headers) => {
    const response = await post(headers);
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ code: 'foreign-page' });
  });

  it('by reading alone is never refused', async () => {
    const headers = { 'sec-fetch-site': 'cross-site', origin: 'https://elsewhere.example.org' };
    expect((await app.request('/ok', { headers })).status).toBe(200);
  });
});

describe('an answer', () => {
  it('carries the security headers, also when something is wrong', async () => {
    for (const path of ['/ok', '/broken', '/nothing']) {
      const { headers } = await app.request(path);
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('content-security-policy')).toContain(
        "form-action 'self' https://files.example.org",
      );
      expect(headers.get('content-security-policy')).not.toContain('unsafe');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cache-control')).toBe('no-store');
    }
  });

  it('to a program is a problem document in its language', async () => {
    const response = await app.request('/details', { headers: { 'accept-language': 'en' } });
    expect(response.status).toBe(422);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({
      status: 422,
      errors: [{ pointer: '/rows/0/phone', severity: 'blocking', message: 'No phone' }],
    });
  });

  it('to a fault of ours says nothing of it, and neither does the log (I8)', async () => {
    const response = await app.request('/broken');
    expect(response.status).toBe(500);
    expect(await response.text()).not.toMatch(/harbin|138/);
    expect(log.lines.join()).not.toMatch(/harbin|138/);
  });
});

describe('whoever is not signed in', () => {
  it('is led to sign in and back to where they were', async () => {
    const response = await app.request('/private?row=2', { headers: PAGE });
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe('/sign-in?next=%2Fprivate%3Frow%3D2');
  });

  it('gets all of a post back to send again, and nothing of it runs', async () => {
    const body = new URLSearchParams([
      ['abstract', '第一行\n<script>alert(1)</script>"'],
      ['audience', 'pupils'],
      ['audience', 'public'],
    ]);
    const response = await app.request('/private?row=2', {
      method: 'POST',
      headers: FORM,
      body: body.toString(),
    });
    const html = await response.text();
    expect(response.status).toBe(401);
    expect(html).toContain('<form method="post" action="/private?row=2">');
    expect(html).toContain('name="audience" value="pupils"');
    expect(html).toContain('name="audience" value="public"');
    expect(html).toContain('第一行\n&lt;script&gt;alert(1)&lt;/script&gt;&quot;');
    expect(html).not.toContain('<script');
  });

  it('is told so as a program', async () => {
    const response = await app.request('/private', { method: 'POST' });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: 'not-signed-in', title: '请先登录。' });
  });
});

describe('who asks for the head alone', () => {
  const head = (path: string, headers = {}) =>
    app.request(`https://report.example.org${path}`, { method: 'HEAD', headers });

  it('gets what the whole would have said, without a body', async () => {
    const [whole, part] = [await app.request('https://report.example.org/ok'), await head('/ok')];
    expect([part.status, await part.text()]).toEqual([200, '']);
    // Only what has a body is said to be packed for some.
    whole.headers.delete('vary');
    expect([...part.headers]).toEqual([...whole.headers]);
  });

  it('is led to sign in where a page is not for everybody, as who asks for the page', async () => {
    const answer = await head('/private', PAGE);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/sign-in?next=%2Fprivate']);
    expect((await head('/private')).status).toBe(401);
    expect((await head('/nothing', PAGE)).status).toBe(404);
  });
});

describe('a page on a bad line', () => {
  const ask = (path: string, encoding: string) =>
    app.request(`https://report.example.org${path}`, { headers: { ...PAGE, 'accept-encoding': encoding } });

  it('is compressed for those who take that, and tells caches so', async () => {
    const answer = await ask('/page', 'gzip, deflate, br');
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    expect(answer.headers.get('vary')).toContain('Accept-Encoding');
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.length).toBeLessThan(500);
    expect(gunzipSync(bytes).toString()).toMatch(/^<p>科技活动周/);
  });

  it.each(['identity', '', 'gzip;q=0', 'br'])('is sent as it is to those who take “%s”', async (encoding) => {
    const answer = await ask('/page', encoding);
    expect(answer.headers.get('content-encoding')).toBeNull();
    expect(await answer.text()).toMatch(/^<p>科技活动周/);
  });

  it('of a problem is compressed too, an answer to a program is not', async () => {
    expect((await ask('/broken', 'gzip')).headers.get('content-encoding')).toBe('gzip');
    expect((await ask('/answer', 'gzip')).headers.get('content-encoding')).toBeNull();
  });
});
