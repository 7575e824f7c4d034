import { describe, expect, it } from '@jest/globals';
import { byUrgency, type Listed, nextStep } from '../../../functions/follow-up/next-step.ts';
import { toRow } from '../../../functions/shared/records/reports.ts';
import { validAnswers } from '../../fixtures/answers.ts';
import { office } from '../report/office.ts';

const report = (given: Partial<Listed>): Listed => ({
  form: 'open-day',
  title: '备案表',
  state: 'owed',
  timeliness: 'owed',
  revision: 0,
  due: '2023-05-16T15:59:59.000Z',
  closes: '2023-05-30T15:59:59.000Z',
  ...given,
});

describe('the next step of a report', () => {
  it.each([
    [{}, '开始填报', '/reports/open-day'],
    [{ state: 'draft' }, '继续填报', '/reports/open-day'],
    [{ state: 'returned', timeliness: 'late', reference: 'R' }, '按退回意见修改', '/reports/open-day'],
    [{ state: 'withdrawn' }, '重新报送', '/reports/open-day'],
    [{ state: 'submitted', timeliness: 'on-time', reference: 'R' }, '查看回执', '/receipts/R'],
    [{ state: 'accepted', timeliness: 'on-time', reference: 'R' }, '查看回执', '/receipts/R'],
    [{ timeliness: 'closed' }, '查看', '/reports/open-day'],
  ] as [Partial<Listed>, string, string][])('of %j is %s', (given, words, href) => {
    const step = nextStep(report(given));
    expect([step.words.zh, step.href]).toEqual([words, href]);
  });

  it('comes first for what was returned, then for what is overdue, then for what is due soonest', () => {
    const list = [
      report({ form: 'optional', timeliness: 'not-required' }),
      report({ form: 'later', due: '2023-06-10T15:59:59.000Z' }),
      report({ form: 'sooner' }),
      report({ form: 'overdue', timeliness: 'overdue' }),
      report({ form: 'returned', state: 'returned', due: '2023-07-01T15:59:59.000Z' }),
    ];
    expect(byUrgency(list).map(({ form }) => form)).toEqual([
      'returned',
      'overdue',
      'sooner',
      'later',
      'optional',
    ]);
  });
});

describe('the list of reports', () => {
  it('marks what to do first, and shows why a report was returned', async () => {
    const { clerk, decide, table } = office();
    const harbin = await clerk('harbin');
    await harbin.json(
      'POST',
      '/reports/statistics/submissions',
      { answers: validAnswers.statistics?.('harbin') },
      { 'idempotency-key': 'k1' },
    );
    await decide('harbin', 'statistics', 'returned');
    const own = { campaign: 'heilongjiang-2023', unit: 'harbin', form: 'statistics' };
    const at = '2023-05-10T02:00:00.000Z';
    const message = `请核对<A1>${'很'.repeat(200)}`;
    await table.put(
      toRow.message(own, { at, office: 'cast', decision: 'return', revision: 1, message, fields: [] }),
    );
    const { body } = await harbin.open('/reports');
    const rows = body.split('<tr>').filter((row) => row.includes('scope="row"'));
    expect(rows[0]).toContain('请先办理');
    expect(rows[0]).toMatch(/退回原因：请核对&lt;A1&gt;很+…/);
    expect(rows[0]).toContain('按退回意见修改');
    expect(rows.filter((row) => row.includes('请先办理'))).toHaveLength(1);
    const english = await harbin.open('/reports', 'en');
    expect(english.body).toContain('Do this first');
    expect(english.body).toContain('Correct and submit again');
  });

  it('calls nothing done that is closed and was never submitted, and says whom to ask', async () => {
    const { clerk } = office('2024-01-01T02:00:00.000Z');
    const { body } = await (await clerk('harbin')).open('/reports');
    const headings = [...body.matchAll(/<h2>(.*?) <span/g)].map(([, heading]) => heading);
    expect(headings).toContain('已截止，未报送');
    expect(headings).not.toContain('已办');
    expect(body).toMatch(/请联系.+申请延期/);
    const english = await (await clerk('harbin')).open('/reports', 'en');
    expect(english.body).toContain('Closed, not submitted');
  });
});
