import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import readXlsxFile from 'read-excel-file/node';
import { toRow } from '../../../functions/shared/records/reports.ts';
import { heilongjiang2023 } from '../../../schemas/campaigns/heilongjiang-2023.ts';
import { TotalsOverview } from '../../../schemas/contract/totals.ts';
import { validAnswers } from '../../fixtures/answers.ts';
import { store } from '../../support/stored-reports.ts';
import { figures, type TotalsWorld, totalsWorld } from './totals-world.ts';

const cities = heilongjiang2023.units.filter(({ group }) => group === 'city').map(({ id }) => id);
const A1 = '/indicators/A1/count';
const H1 = '/indicators/H1/count';

let world: TotalsWorld;

const measureOf = async (measure: string, query?: string) =>
  (await world.totals('statistics', query)).measures.find((one) => one.measure === measure);

describe('the totals of a form', () => {
  beforeEach(async () => {
    world = await totalsWorld();
  });

  it('add up each indicator over the units', async () => {
    await store(world.table, { unit: 'harbin', form: 'statistics', answers: figures({ A1: 5 }) });
    await store(world.table, { unit: 'heihe', form: 'statistics', answers: figures({ A1: 7 }) });
    expect(await measureOf(A1)).toEqual({
      measure: A1,
      code: 'A1',
      title: '举办活动总数',
      unit: '项',
      decimals: 0,
      total: 12,
      given: 2,
      absent: 0,
      blank: 0,
    });
  });

  it('count what does not exist and what is blank apart from 0', async () => {
    await store(world.table, { unit: 'harbin', form: 'statistics', answers: figures({ A1: 0 }) });
    await store(world.table, { unit: 'heihe', form: 'statistics', answers: figures({ A1: '-' }) });
    await store(world.table, { unit: 'jixi', form: 'statistics', answers: figures({}) });
    expect(await measureOf(A1)).toMatchObject({ total: 0, given: 1, absent: 1, blank: 1 });
    const { units } = await world.totals('statistics');
    expect(units.map(({ unit, figures }) => [unit, figures[A1]])).toEqual([
      ['harbin', 0],
      ['jixi', null],
      ['heihe', '-'],
    ]);
  });

  it('are no number while no unit gave one', async () => {
    await store(world.table, { unit: 'heihe', form: 'statistics', answers: figures({ A1: '-' }) });
    expect(await measureOf(A1)).toMatchObject({ total: null, given: 0, absent: 1 });
  });

  it('are exact for any amounts of any units', async () => {
    const cents = fc.integer({ min: 0, max: 99_999_999_999 });
    await fc.assert(
      fc.asyncProperty(fc.array(cents, { minLength: 1, maxLength: cities.length }), async (amounts) => {
        world = await totalsWorld();
        for (const [index, amount] of amounts.entries()) {
          const unit = cities[index] ?? '';
          await store(world.table, { unit, form: 'statistics', answers: figures({ H1: amount / 100 }) });
        }
        const whole = amounts.reduce((sum, amount) => sum + BigInt(amount), 0n);
        const found = await measureOf(H1);
        expect(found?.total?.toFixed(2)).toBe(`${whole / 100n}.${String(whole % 100n).padStart(2, '0')}`);
      }),
      { numRuns: 40 },
    );
  });

  it('split any units into those counted and those missing', async () => {
    const states = fc.constantFrom('draft', 'submitted', 'returned', 'accepted', 'withdrawn', undefined);
    await fc.assert(
      fc.asyncProperty(
        fc.array(states, { minLength: cities.length, maxLength: cities.length }),
        fc.boolean(),
        async (given, accepted) => {
          world = await totalsWorld();
          for (const [index, state] of given.entries()) {
            const unit = cities[index] ?? '';
            if (state)
              await store(world.table, { unit, form: 'statistics', state, answers: figures({ A1: 1 }) });
          }
          const wanted = accepted ? ['accepted'] : ['submitted', 'returned', 'accepted'];
          const counted = cities.filter((_, index) => wanted.includes(given[index] ?? ''));
          const totals = await world.totals('statistics', accepted ? '?states=accepted' : '');
          expect(totals.units.map(({ unit }) => unit)).toEqual(counted);
          expect(totals.missing.map(({ unit }) => unit)).toEqual(
            cities.filter((unit) => !counted.includes(unit)),
          );
          expect(totals.measures[0]?.given).toBe(counted.length);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('read the heads and the newest revision of each report that they show, nothing else', async () => {
    for (const unit of ['harbin', 'heihe', 'jixi']) {
      await store(world.table, { unit, form: 'statistics', answers: figures({ A1: 1 }) });
      await store(world.table, { unit, form: 'open-day', answers: validAnswers['open-day']?.(unit) });
    }
    world.table.calls.length = 0;
    await world.totals('statistics');
    // The session and the campaign, the three revisions; the heads.
    expect(world.table.calls.filter((call) => call === 'get')).toHaveLength(2 + 3);
    expect(world.table.calls.filter((call) => call === 'query')).toHaveLength(1);
  });

  it('name figures that do not balance, and what the unit says of them', async () => {
    const explanations = { 'attendance-without-event:/indicators/B2/count': '活动由邻市举办，人次在本市。' };
    await store(world.table, {
      unit: 'harbin',
      form: 'statistics',
      answers: figures({ A1: 5, A2: 0, A3: 4, B2: 10 }),
      explanations,
    });
    const { problems } = await world.totals('statistics');
    expect(
      problems.map(({ unit, code, pointer, explanation }) => ({ unit, code, pointer, explanation })),
    ).toEqual(
      expect.arrayContaining([
        { unit: 'harbin', code: 'out-of-balance', pointer: A1, explanation: undefined },
        {
          unit: 'harbin',
          code: 'attendance-without-event',
          pointer: '/indicators/B2/count',
          explanation: explanations['attendance-without-event:/indicators/B2/count'],
        },
      ]),
    );
    expect(problems.find(({ code }) => code === 'out-of-balance')?.message).toContain('A2+A3=0+4=4');
    expect(problems.every(({ pointer }) => pointer.startsWith('/indicators/'))).toBe(true);
  });

  it('name figures that differ from the register that the unit has on record', async () => {
    await store(world.table, { unit: 'harbin', form: 'statistics', answers: figures({ C1: 3 }) });
    const { head } = await store(world.table, { unit: 'harbin', form: 'open-day' });
    await world.table.put(toRow.head({ ...head, figures: { institutions: 2 } }));
    const { problems } = await world.totals('statistics');
    expect(problems.map(({ code, pointer }) => [code, pointer])).toContainEqual([
      'differs-from-register',
      '/indicators/C1/count',
    ]);
  });

  it('count the rows of a register by unit and kind', async () => {
    const row = (kind: string) => ({ kind });
    await store(world.table, {
      unit: 'harbin',
      form: 'open-day',
      answers: { rows: [row('university'), row('university'), row('institute')] },
    });
    await store(world.table, { unit: 'heihe', form: 'open-day', answers: {}, nil: true });
    const [tally] = (await world.totals('open-day')).tallies;
    expect(tally).toMatchObject({ rows: 'rows', total: 3, units: { harbin: 3, heihe: 0 } });
    expect(tally?.by[0]?.options.map(({ value, total, units }) => [value, total, units.harbin])).toEqual([
      ['institute', 1, 1],
      ['university', 2, 2],
      ['other', 0, 0],
    ]);
  });

  it('are nowhere for forms that the campaign does not ask for', async () => {
    expect((await world.get('/totals/no-such-form')).status).toBe(404);
    expect((await world.get('/totals/__proto__/table.xlsx')).status).toBe(404);
  });
});

describe('the reporting rate over time', () => {
  it('rises on the days on which what is owed came in', async () => {
    world = await totalsWorld();
    const at = (unit: string, submittedAt: string, state?: 'withdrawn') =>
      store(world.table, { unit, form: 'statistics', submittedAt, state });
    await at('harbin', '2023-06-10T15:59:59.000Z');
    await at('heihe', '2023-06-10T16:00:00.000Z'); // midnight in Harbin: the next day
    await at('jixi', '2023-06-10T17:00:00.000Z');
    await at('daqing', '2023-06-09T17:00:00.000Z', 'withdrawn');
    await at('dept-women', '2023-06-09T17:00:00.000Z'); // owes no statistics
    const answer = TotalsOverview.parse(await (await world.get('/totals')).json());
    expect(answer.forms.find(({ form }) => form === 'statistics')).toMatchObject({
      rate: { owed: 13, reported: 3 },
      progress: [
        { day: '2023-06-10', reported: 1 },
        { day: '2023-06-11', reported: 3 },
      ],
    });
  });
});

describe('the pages of totals', () => {
  beforeEach(async () => {
    world = await totalsWorld();
    for (const unit of ['harbin', 'heihe']) {
      await store(world.table, { unit, form: 'statistics', answers: validAnswers.statistics?.(unit) });
    }
  });

  it('draw the charts as images with a name, and the numbers in a table below', async () => {
    const page = await world.page('/totals/statistics');
    const charts = page.match(/<svg.*?<\/svg><details>/gs) ?? [];
    expect(charts).toHaveLength(2);
    for (const chart of charts) {
      expect(chart).toMatch(/role="img" aria-labelledby="(\S+) (\S+)"><title id="\1">.+<desc id="\2">/);
      expect(chart.match(/<rect/g)).toHaveLength(2);
    }
    expect(await world.page('/totals')).toMatch(/<svg.*<path class="chart-line" d="M52 \d+H\d+V\d+H696"/s);
  });

  it('carry no style and no script of their own', async () => {
    for (const path of ['/totals', '/totals/statistics', '/totals/open-day']) {
      expect(await world.page(path)).not.toMatch(/ style=|<style|<script(?! src="\/assets\/)|\son\w+=/);
    }
  });

  it('write what units typed as text', async () => {
    await store(world.table, {
      unit: 'jixi',
      form: 'statistics',
      answers: figures({ A2: 0, B2: 1 }),
      explanations: { 'attendance-without-event:/indicators/B2/count': '<script>alert(1)</script>' },
    });
    const page = await world.page('/totals/statistics');
    expect(page).toContain('&lt;script&gt;');
    expect(page).not.toContain('<script>');
  });
});

describe('the consolidated table', () => {
  it.each(['open-day', 'summary', 'statistics', 'media'])('of %s is its own download', async (form) => {
    world = await totalsWorld();
    await store(world.table, { unit: 'harbin', form, answers: validAnswers[form]?.('harbin') });
    const answer = await world.get(`/totals/${form}/table.xlsx`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; .*filename\*=UTF-8''2023/);
    const [sheet] = await readXlsxFile(Buffer.from(await answer.arrayBuffer()));
    expect(JSON.stringify(sheet)).toContain('哈尔滨市');
    const events = world.table.rows().filter(({ action }) => action === 'table-downloaded');
    expect(events).toMatchObject([{ by: 'lead@example.org', office: 'lead', form }]);
  });

  it('says who is not in it, as of when, and what was counted', async () => {
    world = await totalsWorld();
    const of = (unit: string, count: number) =>
      store(world.table, { unit, form: 'statistics', answers: figures({ A1: count }) });
    for (const [unit, count] of [
      ['harbin', 3],
      ['hegang', 4],
    ] as const)
      await of(unit, count);
    const sheets = async (query: string) => {
      const answer = await world.get(`/totals/statistics/table.xlsx${query}`);
      return readXlsxFile(Buffer.from(await answer.arrayBuffer()));
    };
    const [table, about] = await sheets('');
    expect(table?.data.at(-1)?.[0]).toBe('合计（计入2个单位，未计入11个）');
    const told = Object.fromEntries(about?.data ?? []);
    expect(told).toMatchObject({
      生成时间: '2023-06-20 09:15',
      计入范围: '全部已报送',
      计入的单位: '2、待审核 2',
    });
    expect(told.未计入的应报单位).toMatch(/^11：.*鸡西市/);
    expect(told.未计入的应报单位).not.toContain('鹤岗市');

    const [english, aboutIt] = await sheets('?states=accepted&language=en');
    expect(english?.data.map(([first]) => first)).toEqual([
      'Reporting unit',
      'Total (0 counted, 13 missing)',
    ]);
    expect(JSON.stringify([english, aboutIt])).not.toMatch(/\p{Script=Han}/u);
    expect(Object.fromEntries(aboutIt?.data ?? [])).toMatchObject({ 'What is counted': 'Accepted only' });
  });
});
