import { beforeEach, describe, expect, it } from '@jest/globals';
import { type App, createApp } from '../../../../functions/shared/http/app.ts';
import { endSession, openSession, signedInAs } from '../../../../functions/shared/http/session.ts';
import { sha256 } from '../../../../functions/shared/random.ts';
import { findChanges, writeChanges } from '../../../../functions/shared/records/campaign-changes.ts';
import { dueOf } from '../../../../schemas/campaign.ts';
import { NO_CHANGES } from '../../../../schemas/campaign-changes.ts';
import { heilongjiang2023 } from '../../../../schemas/campaigns/heilongjiang-2023.ts';
import type { Contact, Role } from '../../../../schemas/session.ts';
import { collectedLog } from '../../../support/collected-log.ts';
import { type MemoryTable, memoryTable } from '../../../support/memory-table.ts';

const HARBIN: Contact = {
  email: 'harbin@example.org',
  campaign: 'heilongjiang-2023',
  role: 'unit',
  unit: 'harbin',
};
const MINUTE = 60_000;

describe('a session', () => {
  let table: MemoryTable;
  let now: Date;
  let app: App;
  let token: string;

  const wait = (minutes: number) => {
    now = new Date(now.getTime() + minutes * MINUTE);
  };
  const ask = async (headers: Record<string, string>, path = '/') =>
    (await app.request(path, { headers })).status;
  const bearer = () => ({ authorization: `Bearer ${token}` });

  beforeEach(async () => {
    table = memoryTable();
    now = new Date('2023-05-10T01:00:00.000Z');
    app = createApp(collectedLog());
    const only = (...roles: Role[]) =>
      signedInAs({ table, clock: () => now, campaign: heilongjiang2023 }, ...roles);
    app.get('/', only('unit'), (c) => c.text(c.get('session').unit ?? ''));
    app.get('/desk', only('office', 'lead'), (c) => c.text('desk'));
    app.post('/end', async (c) => {
      await endSession(table, c);
      return c.body(null, 204);
    });
    ({ token } = await openSession(table, HARBIN, now));
  });

  it('is shown by a bearer token or the cookie', async () => {
    expect(await ask(bearer())).toBe(200);
    expect(await ask({ cookie: `__Host-session=${token}` })).toBe(200);
    expect(await ask({ cookie: `session=${token}` })).toBe(401);
    expect(await ask({})).toBe(401);
    expect(await ask({ authorization: `Bearer ${token}x` })).toBe(401);
  });

  it('is not taken from the cookie of a browser that was made to send some token', async () => {
    const cookie = `__Host-session=${token}`;
    expect(await ask({ cookie, authorization: 'Bearer !' })).toBe(401);
    const headers = { cookie, authorization: 'Bearer !', origin: 'https://evil.example.org' };
    await app.request('/end', { method: 'POST', headers });
    expect(await ask({ cookie })).toBe(200);
  });

  it('opens only what its role may see', async () => {
    expect(await ask(bearer(), '/desk')).toBe(403);
    expect(await ask({}, '/desk')).toBe(401);
  });

  it('is refused by a page that was drawn for another unit, and told whose it is', async () => {
    const page = async (as: string, path = '/') => {
      const headers = { ...bearer(), 'accept-language': 'en' };
      const answer = await app.request(`${path}?as=${as}`, { headers });
      return { status: answer.status, body: await answer.text() };
    };
    expect(await page('harbin')).toEqual({ status: 200, body: 'harbin' });
    const { status, body } = await page('daqing');
    expect([status, JSON.parse(body).code]).toEqual([409, 'other-unit']);
    expect(JSON.parse(body).errors[0].message).toMatch(/signed in as “Harbin”.*belongs to “Daqing”/);
    const lead: Contact = {
      email: 'lead@example.org',
      campaign: HARBIN.campaign,
      role: 'lead',
      office: 'lead',
    };
    ({ token } = await openSession(table, lead, now));
    expect((await page('harbin')).status).toBe(409);
    expect(await ask(bearer())).toBe(403);
  });

  it('ends after two idle hours', async () => {
    wait(119);
    expect(await ask(bearer())).toBe(200);
    wait(119);
    expect(await ask(bearer())).toBe(200);
    wait(121);
    expect(await ask(bearer())).toBe(401);
  });

  it('ends after twelve hours, however busy', async () => {
    for (let hour = 0; hour < 11; hour++) {
      wait(60);
      expect(await ask(bearer())).toBe(200);
    }
    wait(60);
    expect(await ask(bearer())).toBe(401);
  });

  it('costs no write while pages are read one after the other', async () => {
    table.calls.length = 0;
    for (let i = 0; i < 4; i++) {
      wait(1);
      await ask(bearer());
    }
    // Each request reads the session and, at the same time, the campaign as it stands.
    expect(table.calls).toEqual(Array.from({ length: 8 }, () => 'get'));
  });

  it('is over for good once it is ended', async () => {
    await app.request('/end', { method: 'POST', headers: bearer() });
    expect(await ask(bearer())).toBe(401);
    expect(table.rows()).toEqual([]);
  });

  it('is over once its holder is taken off the roster; one that is opened later is good', async () => {
    const end = async () => {
      const stored = await findChanges(table, HARBIN.campaign);
      const ended = { ...stored.ended, [sha256(HARBIN.email)]: now.toISOString() };
      await table.put(writeChanges(HARBIN.campaign, { ...stored, ended }).put);
    };
    wait(1);
    expect(await ask(bearer())).toBe(200);
    await end();
    expect(await ask(bearer())).toBe(401);
    wait(1);
    ({ token } = await openSession(table, HARBIN, now));
    expect(await ask(bearer())).toBe(200);
    const { token: other } = await openSession(table, { ...HARBIN, email: 'other@example.org' }, now);
    await end();
    expect(await ask({ authorization: `Bearer ${other}` })).toBe(200);
  });

  it('finds the campaign as it stands at that moment', async () => {
    app.get('/due', signedInAs({ table, clock: () => now, campaign: heilongjiang2023 }, 'unit'), (c) =>
      c.text(dueOf(c.get('campaign'), 'open-day', 'harbin')?.toISOString() ?? ''),
    );
    const due = async () => (await app.request('/due', { headers: bearer() })).text();
    expect(await due()).toBe('2023-05-16T15:59:59.000Z');
    const changes = { ...NO_CHANGES, extensions: { harbin: { 'open-day': { due: '2023-05-20' } } } };
    await table.put(writeChanges(HARBIN.campaign, { version: 0, ended: {}, changes }).put);
    expect(await due()).toBe('2023-05-20T15:59:59.000Z');
    expect(await due()).toBe('2023-05-20T15:59:59.000Z');
  });

  it('is not brought back by a request that was under way when it ended', async () => {
    wait(10);
    const slow = memoryTable();
    for (const row of table.rows()) await slow.put(row);
    const [row] = slow.rows();
    const get = slow.get.bind(slow);
    slow.get = async (key) => {
      const found = await get(key);
      if (row) await slow.remove(row);
      return found;
    };
    const racing = createApp(collectedLog());
    racing.get('/', signedInAs({ table: slow, clock: () => now, campaign: heilongjiang2023 }, 'unit'), (c) =>
      c.text('in'),
    );
    const response = await racing.request('/', { headers: bearer() });
    expect(response.status).toBe(401);
    expect(slow.rows()).toEqual([]);
  });
});
