import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { ReportList, ReportView } from '../../../schemas/contract/reports.ts';
import { validAnswers } from '../../fixtures/answers.ts';
import { office } from './office.ts';

const DRAFT = '/reports/statistics/draft';
type Stale = { code: string; version: number };

describe('a draft', () => {
  it('saves anything, whole or not, valid or not', async () => {
    const { clerk } = office();
    const harbin = await clerk('harbin');
    const saved = await harbin.json('PUT', DRAFT, {
      version: 0,
      answers: { phone: '不对', filledBy: '示例' },
    });
    expect([saved.status, saved.body]).toEqual([200, { version: 1 }]);
    const { body } = await harbin.json<ReportView>('GET', '/reports/statistics');
    expect(body).toMatchObject({
      state: 'draft',
      version: 1,
      timeliness: 'owed',
      answers: { phone: '不对', filledBy: '示例' },
    });
  });

  it('may be saved twice: an answer that was lost on the way is given again', async () => {
    const { clerk } = office();
    const harbin = await clerk('harbin');
    const save = { version: 0, answers: { filledBy: '示例' } };
    expect((await harbin.json('PUT', DRAFT, save)).body).toEqual({ version: 1 });
    expect((await harbin.json('PUT', DRAFT, save)).body).toEqual({ version: 1 });
    const other = await harbin.json<Stale>('PUT', DRAFT, { version: 0, answers: { filledBy: '他人' } });
    expect([other.status, other.body.code]).toEqual([409, 'stale-version']);
  });

  it('is saved as the form of a page posts it, and answers a program', async () => {
    const { app, clerk } = office();
    const harbin = await clerk('harbin');
    const saved = await app.request(DRAFT, {
      method: 'PUT',
      headers: {
        authorization: `Bearer ${harbin.token}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({ version: '0', filledBy: '示例', 'indicators/A2/count': '１2' }),
    });
    expect([saved.status, await saved.json()]).toEqual([200, { version: 1 }]);
    const { body } = await harbin.json<ReportView>('GET', '/reports/statistics');
    expect(body.answers).toMatchObject({ filledBy: '示例', indicators: { A2: { count: 12 } } });
  });

  it('takes explanations that no store would take as they were typed', async () => {
    const { clerk } = office();
    const harbin = await clerk('harbin');
    const explanations = { 'share:/\ud800indicators': '因雨\u0000取消\ud800\r\n两场' };
    await harbin.json('PUT', DRAFT, { version: 0, answers: {}, explanations });
    const { body } = await harbin.json<ReportView>('GET', '/reports/statistics');
    expect(body.explanations).toEqual({ 'share:/indicators': '因雨取消\n两场' });
  });

  it('of which a row cannot hold everything is refused, and what was saved stays', async () => {
    const { clerk } = office();
    const harbin = await clerk('harbin');
    await harbin.json('PUT', DRAFT, { version: 0, answers: { filledBy: '甲' } });
    const many = Array.from({ length: 600 }, (_, n) => [
      `doubt:/rows/${n}`,
      randomBytes(750).toString('base64'),
    ]);
    const explanations = Object.fromEntries(many);
    const { status, body } = await harbin.json<Stale & { errors: { message: string }[] }>('PUT', DRAFT, {
      version: 1,
      answers: {},
      explanations,
    });
    expect([status, body.code]).toEqual([413, 'too-large']);
    expect(body.errors[0]?.message).toMatch(/压缩后约4\d\dKB.*最多/);
    const kept = await harbin.json<ReportView>('GET', '/reports/statistics');
    expect(kept.body).toMatchObject({ version: 1, answers: { filledBy: '甲' } });
  });

  it('of more rows than the form takes is refused, or no page could show it any more', async () => {
    const { clerk } = office();
    const harbin = await clerk('harbin');
    const rows = Array.from({ length: 501 }, () => ({ institution: '甲' }));
    const draft = '/reports/open-day/draft';
    const refused = await harbin.json<{ code: string; errors: { pointer: string; message: string }[] }>(
      'PUT',
      draft,
      { version: 0, answers: { rows } },
    );
    expect([refused.status, refused.body.code]).toEqual([413, 'too-large']);
    expect(refused.body.errors).toMatchObject([
      { pointer: '/rows', message: expect.stringMatching(/501行.*500行/) },
    ]);
    const saved = await harbin.json('PUT', draft, { version: 0, answers: { rows: rows.slice(1) } });
    expect(saved.status).toBe(200);
  });

  it('that is stale is refused with the newest version, and the newer one stays', async () => {
    const { clerk } = office();
    const harbin = await clerk('harbin');
    await harbin.json('PUT', DRAFT, { version: 0, answers: { filledBy: '甲' } });
    for (const version of [0, 2, 7]) {
      const stale = await harbin.json<Stale>('PUT', DRAFT, { version, answers: { filledBy: '乙' } });
      expect([stale.status, stale.body.code, stale.body.version]).toEqual([409, 'stale-version', 1]);
    }
    const { body } = await harbin.json<ReportView>('GET', '/reports/statistics');
    expect(body.answers).toMatchObject({ filledBy: '甲' });
  });

  it('is saved by one of several who save at once', async () => {
    const { clerk } = office();
    const harbin = await clerk('harbin');
    const saves = await Promise.all(
      ['甲', '乙', '丙'].map((filledBy) => harbin.json('PUT', DRAFT, { version: 0, answers: { filledBy } })),
    );
    expect(saves.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  });

  it('is history once it is submitted; the next one goes on from the revision', async () => {
    const { clerk } = office();
    const harbin = await clerk('harbin');
    const answers = validAnswers.statistics?.('harbin');
    await harbin.json('PUT', DRAFT, { version: 0, answers: { filledBy: '旧稿' } });
    await harbin.json('POST', '/reports/statistics/submissions', { answers }, { 'idempotency-key': 'a' });
    const after = await harbin.json<ReportView>('GET', '/reports/statistics');
    expect(after.body).toMatchObject({ state: 'submitted', version: 1, answers });
    const saved = await harbin.json('PUT', DRAFT, { version: 1, answers: { ...answers, filledBy: '新稿' } });
    expect(saved.body).toEqual({ version: 2 });
    const next = await harbin.json<ReportView>('GET', '/reports/statistics');
    expect(next.body).toMatchObject({ state: 'submitted', answers: { filledBy: '新稿' } });
    expect(next.body.revisions).toHaveLength(1);
  });

  it('is refused of a report that is accepted or closed', async () => {
    const { clerk, decide, at } = office();
    const harbin = await clerk('harbin');
    await harbin.json('PUT', DRAFT, { version: 0, answers: {} });
    await decide('harbin', 'statistics', 'accepted');
    const accepted = await harbin.json<Stale>('PUT', DRAFT, { version: 1, answers: {} });
    expect([accepted.status, accepted.body.code]).toEqual([409, 'already-accepted']);
    at('2023-08-01T00:00:00.000Z');
    const heihe = await clerk('heihe');
    const closed = await heihe.json<Stale>('PUT', DRAFT, { version: 0, answers: {} });
    expect([closed.status, closed.body.code]).toEqual([409, 'form-closed']);
  });

  it('keeps the explanations of before when none are sent', async () => {
    const { clerk } = office();
    const harbin = await clerk('harbin');
    const explanations = { 'magnitude:/indicators/H1/count': '含新建科技馆的投入' };
    await harbin.json('PUT', DRAFT, { version: 0, answers: {}, explanations });
    await harbin.json('PUT', DRAFT, { version: 1, answers: { filledBy: '甲' } });
    const { body } = await harbin.json<ReportView>('GET', '/reports/statistics');
    expect(body.explanations).toEqual(explanations);
  });

  it('of 500 long rows fits into the store', async () => {
    const { clerk } = office();
    const harbin = await clerk('harbin');
    const answers = validAnswers['open-day']?.('harbin', { rows: 500 });
    const saved = await harbin.json('PUT', '/reports/open-day/draft', { version: 0, answers });
    expect(saved.status).toBe(200);
    const sent = await harbin.json(
      'POST',
      '/reports/open-day/submissions',
      { answers },
      { 'idempotency-key': 'a' },
    );
    expect(sent.status).toBe(201);
  });
});

describe('the list of reports', () => {
  it('has the forms that the unit owes or may send, with deadlines and where they stand', async () => {
    const { clerk } = office();
    const { body } = await (await clerk('harbin')).json<ReportList>('GET', '/reports');
    expect(body).toMatchObject({ campaign: 'heilongjiang-2023', unit: 'harbin' });
    expect(body.reports.map(({ form, state, timeliness }) => [form, state, timeliness])).toEqual([
      ['open-day', 'owed', 'owed'],
      ['summary', 'owed', 'owed'],
      ['statistics', 'owed', 'owed'],
      ['media', 'owed', 'owed'],
    ]);
    expect(body.reports[0]).toMatchObject({
      due: '2023-05-16T15:59:59.000Z',
      closes: '2023-06-15T15:59:59.000Z',
    });
    const department = await clerk('dept-health');
    const list = await department.json<ReportList>('GET', '/reports');
    expect(list.body.reports.map(({ form, timeliness }) => [form, timeliness])).toEqual([
      ['open-day', 'not-required'],
    ]);
    expect((await department.json('GET', '/reports/statistics')).status).toBe(404);
  });

  it('is for units only', async () => {
    const { coordinator, app } = office();
    expect((await (await coordinator()).json('GET', '/reports')).status).toBe(403);
    expect((await app.request('/reports')).status).toBe(401);
  });
});

describe('a receipt', () => {
  it('shows what was submitted to its unit and to the offices, and to nobody else', async () => {
    const { clerk, coordinator } = office();
    const harbin = await clerk('harbin');
    const answers = validAnswers.statistics?.('harbin');
    const sent = await harbin.json<{ reference: string }>(
      'POST',
      '/reports/statistics/submissions',
      { answers },
      { 'idempotency-key': 'a' },
    );
    const path = `/receipts/${sent.body.reference}`;
    const mine = await harbin.json('GET', path.toLowerCase().replace('/receipts', '/receipts'));
    expect([mine.status, mine.body.unit, mine.body.answers]).toEqual([200, 'harbin', answers]);
    expect((await (await coordinator('lead')).json('GET', path)).status).toBe(200);
    const heihe = await clerk('heihe');
    const others = await heihe.json('GET', path);
    const nobodys = await heihe.json('GET', '/receipts/222222222');
    expect([others.status, others.body]).toEqual([404, nobodys.body]);
  });
});
