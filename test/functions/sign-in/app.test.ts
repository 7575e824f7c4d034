import { describe, expect, it } from '@jest/globals';
import { CodeRequested, SignedIn } from '../../../schemas/contract/sign-in.ts';
import { advance, app, codeFor, comesFrom, EMAIL, mailedCode, otherThan, post, room } from './front-door.ts';

describe('signing in', () => {
  describe('by a program', () => {
    it('takes two requests and gives a token', async () => {
      const asked = await post('/sign-in', { email: EMAIL });
      expect(asked.status).toBe(202);
      expect(CodeRequested.parse(await asked.json())).toEqual({ status: 'requested', validSeconds: 600 });
      const response = await post('/sign-in/code', { email: EMAIL, code: await mailedCode() });
      expect(response.status).toBe(200);
      const signedIn = SignedIn.strict().parse(await response.json());
      expect(signedIn).toMatchObject({ role: 'unit', unit: 'harbin' });
      expect(signedIn.token).toMatch(/^[\w-]{43}$/);
      expect(response.headers.getSetCookie().join()).toMatch(
        /__Host-session=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax/,
      );
    });

    it('is written into the audit log, and nowhere else with the address', async () => {
      await post('/sign-in/code', { email: EMAIL, code: await codeFor() });
      const events = room.table.rows().filter(({ type }) => type === 'audit');
      expect(events).toEqual([expect.objectContaining({ action: 'signed-in', by: EMAIL, unit: 'harbin' })]);
      expect(room.log.lines.join('\n')).not.toContain('@');
    });

    it('keeps no token at rest', async () => {
      const response = await post('/sign-in/code', { email: EMAIL, code: await codeFor() });
      const { token } = SignedIn.parse(await response.json());
      expect(JSON.stringify(room.table.rows())).not.toContain(token);
    });
  });

  it('answers the same for an address that is not known, with the same calls of the store', async () => {
    const answers = [];
    for (const email of [EMAIL, 'nobody@example.org']) {
      room.table.calls.length = 0;
      const response = await post('/sign-in', { email });
      const headers = [...response.headers].filter(([name]) => name !== 'date');
      answers.push({
        status: response.status,
        headers,
        body: await response.text(),
        calls: [...room.table.calls],
      });
    }
    expect(answers[1]).toEqual(answers[0]);
  });

  it('refuses a wrong code of a known address as it refuses any of an unknown one', async () => {
    const code = await codeFor();
    await codeFor('nobody@example.org');
    const known = await post('/sign-in/code', { email: EMAIL, code: otherThan(code) });
    const asked = await post('/sign-in/code', { email: 'nobody@example.org', code });
    const never = await post('/sign-in/code', { email: 'never@example.org', code });
    const bodies = await Promise.all([known, asked, never].map((response) => response.text()));
    expect([known, asked, never].map(({ status }) => status)).toEqual([401, 401, 401]);
    expect(new Set(bodies).size).toBe(1);
  });

  it.each([' Harbin@Example.ORG ', 'ｈａｒｂｉｎ＠example.org'])('reads the address %j', async (typed) => {
    const code = await codeFor(typed);
    expect((await post('/sign-in/code', { email: typed, code })).status).toBe(200);
  });

  it('reads a code with spaces and full-width digits', async () => {
    const code = await codeFor();
    const wide = [...code].map((digit) => String.fromCodePoint(digit.charCodeAt(0) + 0xfee0));
    const typed = ` ${wide.slice(0, 3).join('')} ${wide.slice(3).join('')}`;
    expect((await post('/sign-in/code', { email: EMAIL, code: typed })).status).toBe(200);
  });

  it('uses a code up', async () => {
    const code = await codeFor();
    expect((await post('/sign-in/code', { email: EMAIL, code })).status).toBe(200);
    expect((await post('/sign-in/code', { email: EMAIL, code })).status).toBe(401);
  });

  it('opens one session when a code is typed many times at once', async () => {
    const code = await codeFor();
    const tries = Array.from({ length: 4 }, () => post('/sign-in/code', { email: EMAIL, code }));
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([200, 401, 401, 401]);
    expect(room.table.rows().filter(({ type }) => type === 'session')).toHaveLength(1);
  });

  it('refuses the right code at the sixth try', async () => {
    const code = await codeFor();
    const tries = Array.from({ length: 5 }, () =>
      post('/sign-in/code', { email: EMAIL, code: otherThan(code) }),
    );
    expect((await Promise.all(tries)).map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
    expect((await post('/sign-in/code', { email: EMAIL, code })).status).toBe(401);
  });

  it('takes the right code at the fifth try', async () => {
    const code = await codeFor();
    for (let i = 0; i < 4; i++) await post('/sign-in/code', { email: EMAIL, code: otherThan(code) });
    expect((await post('/sign-in/code', { email: EMAIL, code })).status).toBe(200);
  });

  it('refuses a code after ten minutes', async () => {
    const code = await codeFor();
    advance(10);
    expect((await post('/sign-in/code', { email: EMAIL, code })).status).toBe(401);
  });

  it('refuses a code that another client address asked for', async () => {
    const code = await codeFor();
    comesFrom('203.0.113.9');
    expect((await post('/sign-in/code', { email: EMAIL, code })).status).toBe(401);
    comesFrom('198.51.100.7');
    expect((await post('/sign-in/code', { email: EMAIL, code })).status).toBe(200);
  });

  it('refuses an old code when a new one was asked for', async () => {
    const old = await codeFor();
    advance(1);
    const code = await codeFor();
    if (old !== code) expect((await post('/sign-in/code', { email: EMAIL, code: old })).status).toBe(401);
    expect((await post('/sign-in/code', { email: EMAIL, code })).status).toBe(200);
  });

  it('refuses whoever was taken off the roster meanwhile', async () => {
    const code = await codeFor();
    await room.table.remove({ pk: `CONTACT#${EMAIL}`, sk: 'ROW' });
    expect((await post('/sign-in/code', { email: EMAIL, code })).status).toBe(401);
  });

  it.each([[EMAIL], ['nobody@example.org']])(
    'lets %s ask six times in 15 minutes from one place, and ten times from all',
    async (email) => {
      const ask = async (times: number) => {
        const statuses: number[] = [];
        for (let i = 0; i < times; i++) statuses.push((await post('/sign-in', { email })).status);
        return statuses;
      };
      expect(await ask(7)).toEqual([...Array(6).fill(202), 429]);
      expect((await post('/sign-in', { email: 'lead@example.org' })).status).toBe(202);
      comesFrom('203.0.113.9');
      expect(await ask(5)).toEqual([...Array(4).fill(202), 429]);
      advance(15);
      expect(await ask(1)).toEqual([202]);
    },
  );

  it('tells how long to wait, in words and for programs', async () => {
    for (let i = 0; i < 6; i++) await post('/sign-in', { email: EMAIL });
    advance(4);
    const refused = await post('/sign-in', { email: EMAIL }, { 'accept-language': 'zh-CN' });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '655']);
    expect(await refused.json()).toMatchObject({
      retryAfter: 655,
      errors: [{ code: 'too-many-requests', message: '操作过于频繁，请在11分钟后再试。' }],
    });
  });

  it('lets whoever has asked for a code type it, however much others try from the same place', async () => {
    const code = await codeFor();
    const tries = { email: 'nobody@example.org', code: '000000' };
    for (let i = 0; i < 500; i++) await post('/sign-in/code', tries);
    expect((await post('/sign-in/code', tries)).status).toBe(429);
    expect((await post('/sign-in/code', { email: EMAIL, code })).status).toBe(200);
  });

  it('lets one client address ask for 200 codes in 15 minutes', async () => {
    const ask = (i: number) => post('/sign-in', { email: `contact-${i}@example.org` });
    for (let i = 0; i < 200; i++) expect((await ask(i)).status).toBe(202);
    expect((await ask(200)).status).toBe(429);
    comesFrom('203.0.113.9');
    expect((await ask(201)).status).toBe(202);
  });

  it.each([
    [{}, '/email'],
    [{ email: 'not an address' }, '/email'],
    [{ email: 42 }, '/email'],
    [{ email: `${'x'.repeat(400)}@example.org` }, '/email'],
  ])('tells what is wrong with %j', async (body, pointer) => {
    const response = await post('/sign-in', body);
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ code: 'invalid-input', errors: [{ pointer }] });
  });

  it.each(['', '12345', '1234567', 'abcdef', '{"$ne":1}'])('tells that %j is no code', async (code) => {
    const response = await post('/sign-in/code', { email: EMAIL, code });
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ errors: [{ pointer: '/code' }] });
  });

  it('refuses what is no JSON, and other types of content', async () => {
    const request = (type: string, body: string) =>
      app.request('/sign-in', { method: 'POST', headers: { 'content-type': type }, body });
    expect((await request('application/json', '{')).status).toBe(400);
    expect((await request('text/xml', '<email/>')).status).toBe(415);
  });

  it('is ended by a program with its token alone, without a body', async () => {
    const response = await post('/sign-in/code', { email: EMAIL, code: await codeFor() });
    const { token } = SignedIn.parse(await response.json());
    const headers = { authorization: `Bearer ${token}` };
    expect((await app.request('/sign-out', { method: 'POST', headers })).status).toBe(204);
    expect(room.table.rows().filter(({ type }) => type === 'session')).toHaveLength(0);
  });

  it('is refused to the pages of other sites', async () => {
    const code = await codeFor();
    for (const [name, value] of [
      ['sec-fetch-site', 'cross-site'],
      ['origin', 'https://evil.example.org'],
    ] as const) {
      const response = await post('/sign-in/code', { email: EMAIL, code }, { [name]: value });
      expect(response.status).toBe(403);
    }
    expect((await post('/sign-in/code', { email: EMAIL, code })).status).toBe(200);
  });
});
