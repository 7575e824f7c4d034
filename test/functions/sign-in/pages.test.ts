import { describe, expect, it } from '@jest/globals';
import { app, cookiesOf, EMAIL, mailedCode, otherThan, PAGE, room, submit } from './front-door.ts';

describe('signing in at the pages', () => {
  async function asked(fields: Record<string, string> = {}) {
    const response = await submit('/sign-in', { email: EMAIL, ...fields });
    return { response, cookie: cookiesOf(response), code: await mailedCode() };
  }

  it('leads from the address to the code to the reports', async () => {
    const { response, cookie, code } = await asked();
    expect([response.status, response.headers.get('location')]).toEqual([303, '/sign-in/code']);
    const page = await app.request('/sign-in/code', { headers: { accept: PAGE.accept, cookie } });
    const html = await page.text();
    expect(html).toContain(`<input type="hidden" name="email" value="${EMAIL}"/>`);
    const done = await submit('/sign-in/code', { email: EMAIL, code }, cookie);
    expect([done.status, done.headers.get('location')]).toEqual([303, '/reports']);
    expect(cookiesOf(done)).toMatch(/__Host-session=[\w-]{43}/);
  });

  it('leads offices to the desk', async () => {
    const { cookie, code } = await asked({ email: 'lead@example.org' });
    const done = await submit('/sign-in/code', { email: 'lead@example.org', code }, cookie);
    expect(done.headers.get('location')).toBe('/desk');
  });

  it('never put the address into a URL', async () => {
    const { response } = await asked({ next: '/reports/media' });
    expect(response.headers.get('location')).toBe('/sign-in/code?next=%2Freports%2Fmedia');
  });

  it('lead back to where somebody came from, on this site alone', async () => {
    for (const [next, expected] of [
      ['/reports/media?row=2', '/reports/media?row=2'],
      ['//evil.example.org/', '/reports'],
      ['https://evil.example.org/', '/reports'],
      ['/\\evil.example.org', '/reports'],
    ]) {
      const { cookie, code } = await asked();
      const done = await submit('/sign-in/code', { email: EMAIL, code, next: next ?? '' }, cookie);
      expect(done.headers.get('location')).toBe(expected);
    }
  });

  it('refuse the code in another browser, even at the same client address', async () => {
    const { code, cookie } = await asked();
    const other = cookiesOf(await submit('/sign-in', { email: 'jixi@example.org' }));
    expect((await submit('/sign-in/code', { email: EMAIL, code }, other)).status).toBe(401);
    expect((await submit('/sign-in/code', { email: EMAIL, code })).status).toBe(401);
    expect((await submit('/sign-in/code', { email: EMAIL, code }, cookie)).status).toBe(303);
  });

  it('bind the code to a cookie that scripts and other hosts cannot have', async () => {
    const { response } = await asked();
    const set = response.headers.getSetCookie().find((one) => one.startsWith('__Host-sign-in='));
    expect(set).toMatch(/__Host-sign-in=[\w-]{43}; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax/);
  });

  it('show a mistyped address beside its field and keep what was typed', async () => {
    const response = await submit('/sign-in', { email: '<b>nobody', next: '/reports/media' });
    const html = await response.text();
    expect(response.status).toBe(422);
    expect(html).toContain('<title>错误：登录');
    expect(html).toContain('value="&lt;b&gt;nobody"');
    expect(html).toContain('name="next" value="/reports/media"');
    expect(html).toMatch(/<a href="#f-email">请填写正确的电子邮箱/);
    expect(html).toMatch(
      /id="f-email-error"><span class="visually-hidden">错误：<\/span>请填写正确的电子邮箱/,
    );
    expect(html).toMatch(/aria-describedby="f-email-hint f-email-error"/);
  });

  it('show a wrong code beside its field and keep the address', async () => {
    const { cookie, code } = await asked();
    const response = await submit('/sign-in/code', { email: EMAIL, code: otherThan(code) }, cookie);
    const html = await response.text();
    expect(response.status).toBe(401);
    expect(html).toContain(`name="email" value="${EMAIL}"`);
    expect(html).toMatch(/<a href="#f-code">验证码不正确或已失效/);
  });

  it('say on the page that somebody asked too often', async () => {
    for (let i = 0; i < 10; i++) await submit('/sign-in', { email: EMAIL });
    const response = await submit('/sign-in', { email: EMAIL });
    expect(response.status).toBe(429);
    expect(await response.text()).toMatch(/<a href="#f-email">操作过于频繁/);
  });

  it.each(['/sign-in', '/sign-in/code'])('speak English as well: %s', async (path) => {
    const headers = { accept: PAGE.accept, 'accept-language': 'en-GB,en;q=0.9' };
    const html = await (await app.request(`${path}?next=/reports/media`, { headers })).text();
    expect(html.replace(/>中文</, '><')).not.toMatch(/\p{Script=Han}/u);
    expect(html).toContain('href="?next=%2Freports%2Fmedia&amp;language=zh"');
  });

  it('stay in the language that was chosen first, through every step, mistakes too', async () => {
    const page = { accept: PAGE.accept, 'accept-language': 'zh-CN' };
    const chosen = await app.request('/sign-in?next=/reports/media&language=en', { headers: page });
    let cookie = cookiesOf(chosen);
    expect(cookie).toBe('language=en');
    const speaksEnglish = async (response: Response) => {
      const html = await response.text();
      expect(html).toContain('<html lang="en">');
      expect(html.replace(/>中文</, '><')).not.toMatch(/\p{Script=Han}/u);
    };
    await speaksEnglish(await submit('/sign-in', { email: 'nobody' }, cookie));
    const asked = await submit('/sign-in', { email: EMAIL, next: '/reports/media' }, cookie);
    cookie = [cookie, cookiesOf(asked)].join('; ');
    const code = await mailedCode();
    const location = asked.headers.get('location') ?? '';
    await speaksEnglish(await app.request(location, { headers: { ...page, cookie } }));
    await speaksEnglish(await submit('/sign-in/code', { email: EMAIL, code: otherThan(code) }, cookie));
    const done = await submit('/sign-in/code', { email: EMAIL, code, next: '/reports/media' }, cookie);
    expect(done.headers.get('location')).toBe('/reports/media');
    // Nothing on the way takes the choice away.
    expect([asked, done].flatMap((response) => response.headers.getSetCookie()).join()).not.toMatch(
      /language=/,
    );
  });

  it('end the session', async () => {
    const { cookie, code } = await asked();
    const session = cookiesOf(await submit('/sign-in/code', { email: EMAIL, code }, cookie));
    const out = await submit('/sign-out', {}, session);
    expect([out.status, out.headers.get('location')]).toEqual([303, '/']);
    expect(out.headers.getSetCookie().join()).toMatch(/__Host-session=; Max-Age=0/);
    expect(room.table.rows().filter(({ type }) => type === 'session')).toHaveLength(0);
  });
});
