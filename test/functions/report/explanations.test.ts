import { describe, expect, it } from '@jest/globals';
import { validAnswers } from '../../fixtures/answers.ts';
import { fieldsOfPage } from '../../support/page-form.ts';
import { office } from './office.ts';

const FORM = '/reports/open-day';
const PATH = `${FORM}/submissions`;

interface OpenDay {
  rows: { institution: string; from: string; to: string }[];
}

/** A register; its rows are outside the Week where they are told to be. */
function register(count: number, outside: (row: number) => boolean): OpenDay {
  const valid = validAnswers['open-day']?.('harbin', { rows: count }) as unknown as OpenDay;
  const rows = valid.rows.map((row, n) => ({
    ...row,
    institution: `示例单位${n}`,
    ...(outside(n) && { from: '2023-05-01', to: '2023-05-02' }),
  }));
  return { ...valid, rows };
}

const key = (value: string) => ({ 'idempotency-key': value });

interface Refused {
  errors: { severity: string; code: string; pointer: string }[];
}

async function harbin() {
  const world = office('2023-05-10T00:00:00.000Z');
  return { ...world, harbin: await world.clerk('harbin') };
}

type Clerk = Awaited<ReturnType<typeof harbin>>['harbin'];

const draftOf = async (clerk: Clerk) =>
  (await clerk.json<{ version: number; explanations: object }>('GET', FORM)).body;

describe('explanations', () => {
  it('go along with their row, and not with its place', async () => {
    const { harbin: clerk } = await harbin();
    const given = register(3, (n) => n === 0);
    const refused = await clerk.json<Refused>('POST', PATH, { answers: given }, key('a'));
    const doubts = refused.body.errors.map(({ code, pointer }) => `${code}:${pointer}`);
    expect(doubts[0]).toMatch(/:\/rows\/0\//);
    const explanations = Object.fromEntries(doubts.map((doubt) => [doubt, '因场馆检修提前开放']));
    await clerk.json('PUT', `${FORM}/draft`, { version: 0, answers: given, explanations });
    const [first, second, third] = given.rows;
    const moved = { ...given, rows: [second, third, first] };
    await clerk.json('PUT', `${FORM}/draft`, { version: 1, answers: moved });
    expect(Object.keys((await draftOf(clerk)).explanations)).toEqual(
      doubts.map((doubt) => doubt.replace('/rows/0/', '/rows/2/')),
    );
    const other = { ...moved, rows: [second, third, { ...first, from: '2023-04-01' }] };
    await clerk.json('PUT', `${FORM}/draft`, { version: 2, answers: other });
    const kept = Object.keys((await draftOf(clerk)).explanations);
    expect(kept.filter((one) => one.endsWith('/from'))).toEqual([]);
  });

  it('cost no reading where there is nothing to go by, or they are sent along', async () => {
    const { harbin: clerk, table } = await harbin();
    const queries = async (version: number, more = {}) => {
      table.calls.length = 0;
      await clerk.json('PUT', `${FORM}/draft`, { version, answers: {}, ...more });
      return table.calls.filter((call) => call === 'query').length;
    };
    const first = await queries(0);
    expect([await queries(1), await queries(2, { explanations: {} })]).toEqual([first, first]);
    expect(first).toBe(1);
  });

  it('stay after a return, where what they explain is not corrected', async () => {
    const { harbin: clerk, decide } = await harbin();
    const given = register(2, (n) => n === 1);
    const refused = await clerk.json<Refused>('POST', PATH, { answers: given }, key('a'));
    const explanations = Object.fromEntries(
      refused.body.errors.map(({ code, pointer }) => [`${code}:${pointer}`, '因场馆检修提前开放']),
    );
    const sent = await clerk.json('POST', PATH, { answers: given, explanations }, key('b'));
    expect(sent.status).toBe(201);
    await decide('harbin', 'open-day', 'returned');
    const corrected = { ...given, phone: '0451-00000001' };
    await clerk.json('PUT', `${FORM}/draft`, { version: 0, answers: corrected });
    expect((await draftOf(clerk)).explanations).toEqual(explanations);
  });

  it('are asked for all rows, however many, and may be given for all at once', async () => {
    const { harbin: clerk } = await harbin();
    const given = register(500, () => true);
    const refused = await clerk.json<Refused>('POST', PATH, { answers: given }, key('a'));
    const doubts = refused.body.errors.filter(({ severity }) => severity === 'explanation');
    expect(doubts.length).toBeGreaterThan(500);
    const own = doubts.slice(0, 500).map(({ code, pointer }) => [`${code}:${pointer}`, '因场馆检修提前开放']);
    const some = { answers: given, explanations: Object.fromEntries(own) };
    expect((await clerk.json('POST', PATH, some, key('b'))).status).toBe(422);
    const shared = Object.fromEntries(
      doubts.map(({ code, pointer }) => [`${code}:${pointer.replace(/\/\d+\//, '/*/')}`, '全省统一提前开放']),
    );
    const all = { answers: given, explanations: shared };
    expect((await clerk.json('POST', PATH, all, key('c'))).status).toBe(201);
    expect((await draftOf(clerk)).explanations).toEqual(shared);
  });

  it('have one place on the page for all rows of which the same is doubted', async () => {
    const { harbin: clerk } = await harbin();
    await clerk.json('PUT', `${FORM}/draft`, { version: 0, answers: register(8, () => true) });
    const page = await clerk.open(`${FORM}/check`);
    const names = fieldsOfPage(page.body, PATH)
      .map(([name]) => name)
      .filter((name) => name.startsWith('explanation/'));
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) expect(name).toContain('/rows/*/');
    expect(page.body).toContain('以上共8处，可合并说明');
    expect(page.body).toContain('另有3处');
    const fields = fieldsOfPage(page.body, PATH).map(([name, value]): [string, string] => [
      name,
      name.startsWith('explanation/') ? '全省统一提前开放' : value,
    ]);
    const sent = await clerk.post(PATH, fields);
    expect(sent.status).toBe(303);
    const receipt = await clerk.open(sent.headers.get('location') ?? '');
    expect(receipt.body).toMatch(
      /开放场所的开放开始日期<\/dt><dd>全省统一提前开放\n第1行开放开始日期（2023年5月1日）不在活动周内/,
    );
  });

  it.each([
    ['save', `${FORM}/check?notice=saved`],
    ['back', FORM],
    ['change:/rows/1', `${FORM}#f-rows-1`],
  ])('that were typed are kept by the button “%s”', async (action, next) => {
    const { harbin: clerk } = await harbin();
    await clerk.json('PUT', `${FORM}/draft`, { version: 0, answers: register(2, (n) => n === 1) });
    const page = await clerk.open(`${FORM}/check`);
    expect(page.body).toContain(`value="change:/rows/1"`);
    const fields = fieldsOfPage(page.body, PATH).map(([name, value]): [string, string] => [
      name,
      name.startsWith('explanation/') ? '因场馆检修' : value,
    ]);
    const left = await clerk.post(PATH, [...fields, ['action', action]]);
    expect([left.status, left.headers.get('location')]).toEqual([303, next]);
    const again = await clerk.open(`${FORM}/check?notice=saved`);
    expect(again.body).toContain('情况说明已暂存。');
    const typed = fieldsOfPage(again.body, PATH).filter(([name]) => name.startsWith('explanation/'));
    expect(new Set(typed.map(([, value]) => value.trim()))).toEqual(new Set(['因场馆检修']));
  });
});

describe('what an office wants corrected', () => {
  it('is marked at its row, wherever the row stands now', async () => {
    const { harbin: clerk, decide, table } = await harbin();
    const given = register(3, () => false);
    expect((await clerk.json('POST', PATH, { answers: given }, key('a'))).status).toBe(201);
    await decide('harbin', 'open-day', 'returned');
    await table.put({
      pk: 'REPORT#heilongjiang-2023#harbin#open-day',
      sk: 'MESSAGE#2023-05-11T00:00:00.000Z',
      type: 'message',
      at: '2023-05-11T00:00:00.000Z',
      office: 'lead',
      decision: 'return',
      revision: 1,
      message: '请核对。',
      fields: ['/rows/0/from'],
    });
    const [first, second, third] = given.rows;
    await clerk.json('PUT', `${FORM}/draft`, {
      version: 0,
      answers: { ...given, rows: [third, second, first] },
    });
    const { body } = await clerk.open(FORM);
    expect(body).toContain('id="f-rows-2-from-marked"');
    expect(body).not.toContain('id="f-rows-0-from-marked"');
  });
});
