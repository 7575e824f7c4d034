import { describe, expect, it } from '@jest/globals';
import type { ReportList, Submitted } from '../../../schemas/contract/reports.ts';
import { validAnswers } from '../../fixtures/answers.ts';
import { office } from '../report/office.ts';

const answers = validAnswers.statistics?.('harbin');
const PATH = '/reports/statistics/withdrawal';
const SUBMIT = '/reports/statistics/submissions';
const key = (value: string) => ({ 'idempotency-key': value });

async function submitted(start?: string) {
  const world = office(start);
  const harbin = await world.clerk('harbin');
  const sent = await harbin.json<Submitted>('POST', SUBMIT, { answers }, key('a'));
  expect(sent.status).toBe(201);
  return { ...world, harbin, sent: sent.body };
}

const standing = async ({ harbin }: Awaited<ReturnType<typeof submitted>>) =>
  (await harbin.json<ReportList>('GET', '/reports')).body.reports.find(({ form }) => form === 'statistics');

describe('a report that is withdrawn', () => {
  it('is owed again, keeps its answers and its revision, and is audited', async () => {
    const world = await submitted();
    const { harbin, table, sent } = world;
    const answer = await harbin.json('POST', PATH, { revision: 1 });
    expect([answer.status, answer.body]).toEqual([200, { state: 'withdrawn', revision: 1 }]);
    expect(await standing(world)).toMatchObject({ state: 'withdrawn', timeliness: 'owed', revision: 1 });
    const report = await harbin.json<{ answers: unknown }>('GET', '/reports/statistics');
    expect(report.body.answers).toEqual(answers);
    expect(table.rows().filter(({ type }) => type === 'revision')).toHaveLength(1);
    expect(table.rows().filter(({ action }) => action === 'report-withdrawn')).toEqual([
      expect.objectContaining({ by: 'harbin@example.org', revision: 1, reference: sent.reference }),
    ]);
    const receipt = await harbin.open(`/receipts/${sent.reference}`);
    expect(receipt.body).toContain('该报表已撤回');
  });

  it('is asked for once more on a page, which says what follows', async () => {
    const { harbin } = await submitted();
    const form = await harbin.open('/reports/statistics');
    expect(form.body).toContain('href="/reports/statistics/withdrawal"');
    const page = await harbin.open(PATH);
    expect(page.body).toContain('视同尚未报送');
    const posted = await harbin.post(PATH, [['revision', '1']]);
    expect([posted.status, posted.headers.get('location')]).toEqual([303, '/reports/statistics']);
    const after = await harbin.open('/reports/statistics');
    expect(after.body).toContain('本表已撤回');
    const twice = await harbin.post(PATH, [['revision', '1']]);
    expect([twice.status, twice.body]).toEqual([409, expect.stringContaining('不在待审核状态')]);
    expect((await harbin.open(PATH, 'en')).body).toContain('not awaiting review');
  });

  it('is submitted again as a new revision, and in time only if that is', async () => {
    const world = await submitted();
    const { harbin, at, clerk } = world;
    await harbin.json('POST', PATH, { revision: 1 });
    const soon = await harbin.json<Submitted>('POST', SUBMIT, { answers }, key('b'));
    expect(soon.body).toMatchObject({ revision: 2, timeliness: 'on-time', state: 'submitted' });
    await harbin.json('POST', PATH, { revision: 2 });
    at('2023-06-20T00:00:00.000Z');
    const later = await clerk('harbin');
    const late = await later.json<Submitted>('POST', SUBMIT, { answers }, key('c'));
    expect(late.body).toMatchObject({ revision: 3, timeliness: 'late' });
  });

  it('keeps the draft that was begun after the submission', async () => {
    const { harbin } = await submitted();
    const changed = { ...answers, responsible: '另一位负责人' };
    await harbin.json('PUT', '/reports/statistics/draft', { version: 0, answers: changed });
    await harbin.json('POST', PATH, { revision: 1 });
    const report = await harbin.json<{ answers: unknown }>('GET', '/reports/statistics');
    expect(report.body.answers).toEqual(changed);
  });

  it('is refused of another revision, once it is accepted, of nothing, and after closing', async () => {
    const { harbin, decide, at, clerk } = await submitted();
    const outdated = await harbin.json<{ code: string; revision: number }>('POST', PATH, { revision: 2 });
    expect([outdated.status, outdated.body.code, outdated.body.revision]).toEqual([409, 'stale-version', 1]);
    const other = await harbin.json<{ code: string }>('POST', '/reports/media/withdrawal', { revision: 1 });
    expect([other.status, other.body.code]).toEqual([409, 'not-awaiting-review']);
    expect((await harbin.json('POST', PATH, {})).status).toBe(422);
    await decide('harbin', 'statistics', 'accepted');
    const accepted = await harbin.json<{ code: string }>('POST', PATH, { revision: 1 });
    expect([accepted.status, accepted.body.code]).toEqual([409, 'already-accepted']);
    await decide('harbin', 'statistics', 'submitted');
    at('2023-09-01T00:00:00.000Z');
    const closed = await (await clerk('harbin')).json<{ code: string }>('POST', PATH, { revision: 1 });
    expect([closed.status, closed.body.code]).toEqual([409, 'form-closed']);
  });

  it('no longer counts as the register on record', async () => {
    const { harbin } = await submitted();
    const register = validAnswers['open-day']?.('harbin');
    await harbin.json('POST', '/reports/open-day/submissions', { answers: register }, key('r'));
    const wrong = { ...answers, indicators: { ...Object(answers?.indicators), C1: { count: 9 } } };
    expect((await harbin.json('POST', SUBMIT, { answers: wrong }, key('x'))).status).toBe(422);
    await harbin.json('POST', '/reports/open-day/withdrawal', { revision: 1 });
    expect((await harbin.json('POST', SUBMIT, { answers: wrong }, key('x'))).status).toBe(201);
  });
});
