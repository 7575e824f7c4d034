import { describe, expect, it } from '@jest/globals';
import { advance, comesFrom, cookiesOf, EMAIL, mailedCode, post, room, submit } from './front-door.ts';

const OTHER = 'lead@example.org';

/** Signs in on the pages. @returns the cookie that the browser keeps from then on */
async function signedInBrowser(email = EMAIL, cookie = ''): Promise<string> {
  // What others asked for is mailed before.
  await mailedCode();
  const asked = await submit('/sign-in', { email }, cookie);
  const code = await mailedCode();
  const done = await submit('/sign-in/code', { email, code }, `${cookiesOf(asked)}; ${cookie}`);
  expect(done.status).toBe(303);
  const [known] = /__Host-known=[\w-]{43}/.exec(cookiesOf(done)) ?? [];
  return known ?? '';
}

/** A stranger uses up all that an address may ask for. */
async function strangersAskFor(email: string): Promise<void> {
  for (const place of ['203.0.113.1', '203.0.113.2', '203.0.113.3']) {
    comesFrom(place);
    for (let i = 0; i < 6; i++) await post('/sign-in', { email });
  }
  expect((await post('/sign-in', { email })).status).toBe(429);
  comesFrom('198.51.100.7');
}

describe('a browser in which somebody has signed in before', () => {
  it('still gets a code while strangers use up what the address may ask for', async () => {
    const cookie = await signedInBrowser();
    await strangersAskFor(EMAIL);
    expect((await submit('/sign-in', { email: EMAIL })).status).toBe(429);
    await signedInBrowser(EMAIL, cookie);
  });

  it('may ask ten times, and as often as any other after that', async () => {
    const cookie = await signedInBrowser();
    const statuses: number[] = [];
    // Its first code, when nobody knew it yet, was one of the six that a place may ask for.
    for (let i = 0; i < 16; i++) statuses.push((await submit('/sign-in', { email: EMAIL }, cookie)).status);
    expect(statuses).toEqual([...Array(15).fill(303), 429]);
  });

  it('still gets a code while somebody at the next desk uses up what the place may ask for', async () => {
    const cookie = await signedInBrowser();
    for (let i = 0; i < 200; i++) await post('/sign-in', { email: `nobody-${i}@example.org` });
    expect((await post('/sign-in', { email: OTHER })).status).toBe(429);
    expect((await submit('/sign-in', { email: EMAIL }, cookie)).status).toBe(303);
  });

  it('is not told by a token that was made elsewhere', async () => {
    const cookie = await signedInBrowser(EMAIL, '__Host-known=planted');
    expect(cookie).not.toContain('planted');
    expect(cookie).toHaveLength('__Host-known='.length + 43);
  });

  it('is known for the addresses that signed in there, and for no other', async () => {
    const cookie = await signedInBrowser();
    await strangersAskFor(OTHER);
    expect((await submit('/sign-in', { email: OTHER }, cookie)).status).toBe(429);
    advance(15);
    expect(await signedInBrowser(OTHER, cookie)).toBe(cookie);
    await strangersAskFor(OTHER);
    await strangersAskFor(EMAIL);
    for (const email of [EMAIL, OTHER])
      expect((await submit('/sign-in', { email }, cookie)).status).toBe(303);
  });

  it('is forgotten after half a year', async () => {
    const cookie = await signedInBrowser();
    advance(181 * 24 * 60);
    await strangersAskFor(EMAIL);
    expect((await submit('/sign-in', { email: EMAIL }, cookie)).status).toBe(429);
  });

  it('is not told apart by its cookie at rest', async () => {
    const [, token = ''] = (await signedInBrowser()).split('=');
    expect(token).toHaveLength(43);
    expect(JSON.stringify(room.table.rows())).not.toContain(token);
  });
});
