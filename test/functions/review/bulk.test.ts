import { describe, expect, it } from '@jest/globals';
import type { BulkDecided } from '../../../schemas/contract/desk.ts';
import { bothSides } from '../../support/both-sides.ts';
import { store } from '../../support/stored-reports.ts';

const BULK = '/desk/decisions';
const stateOf = ({ table }: ReturnType<typeof bothSides>, unit: string) =>
  table.rows().find(({ sk }) => String(sk).startsWith(`HEAD#${unit}#`))?.state;

describe('accepting several reports', () => {
  it('accepts those that stand as they were seen, and says which have moved on and why', async () => {
    const world = bothSides();
    for (const unit of ['harbin', 'heihe']) await store(world.table, { unit, form: 'statistics' });
    await store(world.table, { unit: 'jixi', form: 'statistics', revision: 2 });
    await store(world.table, { unit: 'hegang', form: 'statistics', state: 'returned' });
    const cast = await world.office('cast');
    const reports = ['harbin', 'heihe', 'jixi', 'hegang', 'yichun', 'nobody'].map((unit) => ({
      unit,
      form: 'statistics',
      revision: 1,
    }));
    const { status, body } = await cast.json<BulkDecided>('POST', BULK, { decision: 'accept', reports });
    expect([status, body.accepted.map(({ unit }) => unit).sort()]).toEqual([200, ['harbin', 'heihe']]);
    expect(new Map(body.refused.map(({ unit, code }) => [unit, code]))).toEqual(
      new Map([
        ['jixi', 'stale-version'],
        ['hegang', 'not-awaiting-review'],
        ['yichun', 'not-awaiting-review'],
        ['nobody', 'not-found'],
      ]),
    );
    expect(body.refused.every(({ message }) => /[一-龥]/.test(message))).toBe(true);
    expect(['harbin', 'heihe', 'jixi', 'hegang'].map((unit) => stateOf(world, unit))).toEqual([
      'accepted',
      'accepted',
      'submitted',
      'returned',
    ]);
    expect(world.table.rows().filter(({ type }) => type === 'mail')).toHaveLength(2);
    expect(world.table.rows().filter(({ action }) => action === 'report-accepted')).toHaveLength(2);
  });

  it('is ticked on the desk, whose page then says the same', async () => {
    const world = bothSides();
    await store(world.table, { unit: 'harbin', form: 'statistics' });
    await store(world.table, { unit: 'jixi', form: 'statistics', revision: 2 });
    const cast = await world.office('cast');
    const desk = await cast.open('/desk');
    expect(desk.body).toContain('value="harbin/statistics/1"');
    const posted = await cast.post(BULK, [
      ['report', 'harbin/statistics/1'],
      ['report', 'jixi/statistics/1'],
      ['decision', 'accept'],
      ['form', 'statistics'],
      ['group', 'city'],
    ]);
    expect(posted.status).toBe(303);
    expect(posted.headers.get('location')).toMatch(/^\/desk\?form=statistics&group=city&accepted=1&/);
    const after = await cast.open(posted.headers.get('location') ?? '');
    expect(after.body).toContain('已审核通过1份报表');
    expect(after.body).toMatch(
      /<li><a href="\/desk\/reports\/jixi\/statistics\?form=statistics&amp;group=city">/,
    );
  });

  it('with none ticked shows the desk again as it was narrowed, and leads to the first box', async () => {
    const world = bothSides();
    for (const unit of ['jixi', 'heihe']) await store(world.table, { unit, form: 'statistics' });
    await store(world.table, { unit: 'harbin', form: 'media' });
    const cast = await world.office('cast');
    const posted = await cast.post(BULK, [
      ['decision', 'accept'],
      ['form', 'statistics'],
      ['show', 'submitted'],
    ]);
    expect(posted.status).toBe(422);
    expect(posted.body).toContain('<title>错误：');
    expect(posted.body).toContain('href="/desk?show=submitted&amp;form=statistics&amp;language=en"');
    const first = /<input type="checkbox" id="([^"]*)"/.exec(posted.body)?.[1];
    expect(first).toBe('f-reports-jixi-statistics');
    expect(posted.body).toMatch(new RegExp(`<a href="#${first}">请先勾选`));
    expect(stateOf(world, 'jixi')).toBe('submitted');
    for (const unit of ['jixi', 'heihe'])
      await store(world.table, { unit, form: 'statistics', state: 'accepted' });
    const late = await cast.post(BULK, [['form', 'statistics']]);
    expect(late.body).toContain('<li>请先勾选');
  });

  it('of two coordinators at once accepts each report once', async () => {
    const world = bothSides();
    const units = ['harbin', 'heihe', 'jixi'];
    for (const unit of units) await store(world.table, { unit, form: 'statistics' });
    const [cast, lead] = [await world.office('cast'), await world.office('lead')];
    const entry = {
      decision: 'accept',
      reports: units.map((unit) => ({ unit, form: 'statistics', revision: 1 })),
    };
    const answers = await Promise.all([cast, lead].map((who) => who.json<BulkDecided>('POST', BULK, entry)));
    expect(answers.flatMap(({ body }) => body.accepted)).toHaveLength(3);
    expect(world.table.rows().filter(({ type }) => type === 'message')).toHaveLength(3);
  });

  it('is for offices, and returns nothing', async () => {
    const world = bothSides();
    const reports = [{ unit: 'harbin', form: 'statistics', revision: 1 }];
    const harbin = await world.unit('harbin');
    expect((await harbin.json('POST', BULK, { decision: 'accept', reports })).status).toBe(403);
    const cast = await world.office('cast');
    expect((await cast.json('POST', BULK, { decision: 'return', reports })).status).toBe(422);
  });
});
