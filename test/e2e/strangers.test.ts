import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CAPABILITIES, type FunctionName } from '../../infra/capabilities.ts';
import { routesOf } from '../../infra/routes.ts';
import { validAnswers } from '../fixtures/answers.ts';
import { type Client, client, signIn } from '../support/client.ts';
import { discard, type Local, startLocal } from '../support/local.ts';

const ID = '01hxxxxxxxxxxxxxxxxxxxxxxx'.slice(0, 26);
const NAMES: { [parameter: string]: string } = {
  form: 'statistics',
  id: ID,
  reference: '222222222',
  unit: 'harbin',
  file: 'style.css',
  version: '0123456789ab',
  office: 'cast',
};

const isFunction = (name: string): name is FunctionName => name in CAPABILITIES;

/** Every route of the template, with something in the place of its parameters. */
const routes = Object.keys(CAPABILITIES)
  .filter(isFunction)
  .flatMap((name) =>
    routesOf(name).map((route) => {
      const [method = '', path = ''] = route.split(' ');
      return {
        name,
        route,
        method,
        path: path.replace(/\{(\w+)\}/g, (_, parameter: string) => NAMES[parameter] ?? ''),
      };
    }),
  );

const PUBLIC: FunctionName[] = ['site', 'sign-in'];
const PUBLIC_ROUTES = ['GET /open-days', 'GET /open-days/calendar.ics'];
const closed = routes.filter(({ name, route }) => !PUBLIC.includes(name) && !PUBLIC_ROUTES.includes(route));
const ofUnits = closed.filter(
  ({ name, path }) =>
    ['report', 'follow-up', 'attach', 'workbook'].includes(name) && !path.startsWith('/receipts'),
);
const ofTheLead = closed.filter(({ name }) =>
  ['publish', 'personal-data', 'roster', 'preview-import', 'status'].includes(name),
);
const ofOffices = closed.filter(({ name }) =>
  [
    'review',
    'history',
    'archive',
    'totals',
    'mail-log',
    'publish',
    'personal-data',
    'roster',
    'preview-import',
    'status',
    'chase',
  ].includes(name),
);

let local: Local;
let clerk: Client;
let neighbour: Client;
let office: Client;

const bodyFor = (method: string) => (method === 'GET' ? undefined : {});

describe('strangers', () => {
  beforeAll(async () => {
    local = await startLocal({ clock: '2023-06-10T09:00:00+08:00' });
    clerk = await signIn(local, 'harbin@example.org');
    neighbour = await signIn(local, 'heihe@example.org');
    office = await signIn(local, 'cast@example.org');
  }, 60_000);

  afterAll(() => discard(local));

  it.each(closed)('are told to sign in, and nothing else: $route', async ({ method, path }) => {
    for (const token of [undefined, 'forged-token', 'a'.repeat(43)]) {
      const answer = await client(local, token).call<object>(method, path, bodyFor(method));
      expect([answer.status, answer.headers.get('content-type')]).toEqual([401, 'application/problem+json']);
      expect(answer.body).toEqual({
        type: '/problems/not-signed-in',
        title: '请先登录。',
        status: 401,
        code: 'not-signed-in',
        errors: [],
      });
    }
  });

  it.each(closed.filter(({ method }) => method === 'GET'))(
    'are led to sign in on pages: $route',
    async ({ path }) => {
      const answer = await fetch(local.site + path, { headers: { accept: 'text/html' }, redirect: 'manual' });
      expect(answer.status).toBe(303);
      expect(answer.headers.get('location')).toMatch(/^\/sign-in\?next=/);
    },
  );

  it('who ask for the head alone are answered as who asks for the whole', async () => {
    const head = async (path: string, headers: HeadersInit = {}) =>
      (await fetch(local.site + path, { method: 'HEAD', headers })).status;
    const gets = closed.filter(({ method }) => method === 'GET');
    // One after the other: side by side, each function would start a thread for each of its routes.
    for (const { path } of gets) expect([path, await head(path)]).toEqual([path, 401]);
    const mine = { authorization: `Bearer ${clerk.token}` };
    const open = ['/', '/reports', '/reports/statistics', '/assets/style.css', '/nothing'];
    expect(await Promise.all(open.map((path) => head(path, mine)))).toEqual([200, 200, 200, 200, 404]);
  });

  it.each(ofOffices)('who report are not let to the desk: $route', async ({ method, path }) => {
    expect((await clerk.call(method, path, bodyFor(method))).status).toBe(403);
  });

  it.each(ofTheLead)('who review do not do what the lead office does: $route', async ({ method, path }) => {
    expect((await office.call(method, path, bodyFor(method))).status).toBe(403);
  });

  it.each(ofUnits)('who review do not report: $route', async ({ method, path }) => {
    expect((await office.call(method, path, bodyFor(method))).status).toBe(403);
  });

  it('get the same answer for what others have and for what nobody has', async () => {
    const submitted = await clerk.call<{ reference: string }>(
      'POST',
      '/reports/statistics/submissions',
      { answers: validAnswers.statistics?.('harbin'), attachments: [] },
      { 'idempotency-key': 'mine' },
    );
    expect(submitted.status).toBe(201);
    const others = await neighbour.call('GET', `/receipts/${submitted.body.reference}`);
    const nobodys = await neighbour.call('GET', '/receipts/222222222');
    expect([others.status, nobodys.status]).toEqual([404, 404]);
    expect(others.body).toEqual(nobodys.body);
    expect((await office.call('GET', `/receipts/${submitted.body.reference}`)).status).toBe(200);
  });

  it.each([
    '/reports/no-such-form',
    '/reports/__proto__',
    '/nothing',
    '/reports/statistics/attachments/none',
  ])('find nothing at %s', async (path) => {
    expect((await clerk.call('GET', path)).status).toBe(404);
  });

  it.each(['/desk/reports/no-such-unit/statistics', '/desk/reports/harbin/constructor', `/archives/${ID}`])(
    'of the office find nothing at %s',
    async (path) => {
      expect((await office.call('GET', path)).status).toBe(404);
    },
  );
});
