import { beforeEach, describe, expect, it } from '@jest/globals';
import { findHead, listMessages } from '../../../functions/shared/records/reports.ts';
import { inBrowser } from '../../support/signed-in.ts';
import { CAMPAIGN, store } from '../../support/stored-reports.ts';
import { type DeskWorld, deskWorld } from './desk.ts';

const report = { campaign: CAMPAIGN, unit: 'jixi', form: 'statistics' };
const PATH = 'jixi/statistics';

const submitted = async (d: DeskWorld) => {
  await store(d.table, { ...report, reference: 'AB2CD3EF4' });
  return d;
};
const ofType = (d: DeskWorld, type: string) => d.table.rows().filter((row) => row.type === type);
const stateOf = async (d: DeskWorld) => (await findHead(d.table, report))?.state;

describe('a decision', () => {
  let d: DeskWorld;
  beforeEach(async () => {
    d = await submitted(await deskWorld());
  });

  it('accepts a report: its state, what was said, the mail and the audit event in one', async () => {
    d.table.calls.length = 0;
    const answer = await d.decide(PATH, { decision: 'accept', revision: 1 }, d.as.cast);
    expect([answer.status, await answer.json()]).toEqual([200, { state: 'accepted', revision: 1 }]);
    expect(d.table.calls).toEqual(['get', 'get', 'get', 'transact']);
    expect(await findHead(d.table, report)).toMatchObject({ state: 'accepted', version: 3, revision: 1 });
    expect(await listMessages(d.table, report)).toMatchObject([
      { office: 'cast', decision: 'accept', revision: 1 },
    ]);
    expect(ofType(d, 'mail')).toMatchObject([
      {
        id: 'AB2CD3EF4.accepted.3',
        kind: 'accepted',
        unit: 'jixi',
        reference: 'AB2CD3EF4',
        status: 'pending',
        queue: 'mail',
      },
    ]);
    expect(ofType(d, 'audit')).toMatchObject([
      {
        action: 'report-accepted',
        by: 'cast@example.org',
        office: 'cast',
        unit: 'jixi',
        form: 'statistics',
        revision: 1,
      },
    ]);
  });

  it('keeps of a message what can be read', async () => {
    const entry = { decision: 'return', message: '请核对\ud800\u0000\u202e。', revision: 1 };
    await d.decide(PATH, entry, d.as.lead);
    expect(await listMessages(d.table, report)).toMatchObject([{ message: '请核对。' }]);
  });

  it('returns a report with the reason and the fields to correct', async () => {
    const entry = {
      decision: 'return',
      message: ' 请核对\r\n线上活动数。 ',
      fields: ['/indicators/A3/count'],
      revision: 1,
    };
    expect((await d.decide(PATH, entry, d.as.lead)).status).toBe(200);
    expect(await stateOf(d)).toBe('returned');
    expect(await listMessages(d.table, report)).toMatchObject([
      {
        office: 'lead',
        decision: 'return',
        message: '请核对\n线上活动数。',
        fields: ['/indicators/A3/count'],
      },
    ]);
    expect(ofType(d, 'mail')).toMatchObject([{ id: 'AB2CD3EF4.returned.3', kind: 'returned' }]);
  });

  it.each([
    [{ decision: 'return', revision: 1 }, 422, '/message'],
    [{ decision: 'return', message: ' \n ', revision: 1 }, 422, '/message'],
    [{ decision: 'return', message: 'x', fields: ['/nowhere'], revision: 1 }, 422, '/fields/0'],
    [{ decision: 'return', message: 'x', fields: ['/attachments/poem'], revision: 1 }, 422, '/fields/0'],
    [{ decision: 'return', message: 'x', fields: ['indicators'], revision: 1 }, 422, '/fields/0'],
    [{ decision: 'return', message: 'x'.repeat(2001), revision: 1 }, 422, '/message'],
    [{ decision: 'approve', revision: 1 }, 422, '/decision'],
    [{ decision: 'accept', revision: '1' }, 422, '/revision'],
    [{ decision: 'accept' }, 422, '/revision'],
    [[], 422, ''],
    ['{', 400, undefined],
  ])('of %j is refused with %i', async (entry, status, pointer) => {
    const answer = await d.decide(PATH, entry, d.as.lead);
    expect(answer.status).toBe(status);
    const { errors } = (await answer.json()) as { errors: { pointer: string }[] };
    expect(errors[0]?.pointer).toBe(pointer);
    expect(await stateOf(d)).toBe('submitted');
    expect(ofType(d, 'mail')).toEqual([]);
  });

  it.each(['/attachments/scan', '/filedBy/..', '/indicators', '/responsible', '/indicators/A1'])(
    'knows whether %s is a place in the form',
    async (pointer) => {
      const entry = { decision: 'return', message: 'x', fields: [pointer], revision: 1 };
      expect((await d.decide(PATH, entry, d.as.lead)).status).toBe(pointer.includes('..') ? 422 : 200);
    },
  );

  it('about an outdated revision is refused as stale', async () => {
    await store(d.table, { ...report, revision: 2 });
    const answer = await d.decide(PATH, { decision: 'accept', revision: 1 }, d.as.lead);
    expect([answer.status, await answer.json()]).toMatchObject([409, { code: 'stale-version' }]);
    expect((await d.decide(PATH, { decision: 'accept', revision: 3 }, d.as.lead)).status).toBe(409);
    expect(await stateOf(d)).toBe('submitted');
  });

  it.each([
    ['accept', 'returned'],
    ['accept', 'accepted'],
    ['accept', 'draft'],
    ['accept', 'withdrawn'],
    ['return', 'returned'],
    ['return', 'withdrawn'],
  ] as const)('to %s a report that is %s is refused', async (decision, state) => {
    await store(d.table, { ...report, state });
    const answer = await d.decide(PATH, { decision, message: 'x', revision: 1 }, d.as.lead);
    expect([answer.status, await answer.json()]).toMatchObject([409, { code: 'not-awaiting-review' }]);
    expect(await stateOf(d)).toBe(state);
  });

  it('corrects an accepted report only by returning it', async () => {
    await store(d.table, { ...report, state: 'accepted' });
    expect((await d.decide(PATH, { decision: 'return', message: 'x', revision: 1 }, d.as.lead)).status).toBe(
      200,
    );
    expect(await stateOf(d)).toBe('returned');
  });

  it('about a report that was never submitted is refused', async () => {
    const answer = await d.decide('daqing/media', { decision: 'accept', revision: 1 }, d.as.lead);
    expect(answer.status).toBe(409);
  });

  it('is not a unit’s to make, nor anybody’s without a session', async () => {
    const entry = { decision: 'accept', revision: 1 };
    expect((await d.decide('harbin/media', entry, d.as.clerk)).status).toBe(403);
    expect((await d.decide(PATH, entry, {})).status).toBe(401);
    expect(await stateOf(d)).toBe('submitted');
  });
});

describe('two decisions at the same time', () => {
  it.each([
    ['accept', 'accept'],
    ['return', 'return'],
    ['return', 'accept'],
  ])('(%s and %s): one is taken, the other refused', async (one, other) => {
    // Both have read the head before either writes.
    let reading = 0;
    let release = () => {};
    const bothRead = new Promise<void>((resolve) => {
      release = resolve;
    });
    let racing = false;
    const d = await submitted(
      await deskWorld(async (call) => {
        if (!racing || call !== 'transact') return;
        if (++reading === 2) release();
        await bothRead;
      }),
    );
    racing = true;
    const entry = (decision: string) => ({ decision, message: 'x', revision: 1 });
    const answers = await Promise.all([
      d.decide(PATH, entry(one), d.as.lead),
      d.decide(PATH, entry(other), d.as.cast),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(ofType(d, 'mail')).toHaveLength(1);
    expect(ofType(d, 'message')).toHaveLength(1);
    expect(ofType(d, 'audit')).toHaveLength(1);
  });

  it('does not return what another has accepted meanwhile, unseen', async () => {
    const d = await submitted(await deskWorld());
    await d.decide(PATH, { decision: 'accept', revision: 1 }, d.as.lead);
    const entry = { decision: 'return', message: 'x', revision: 1, seen: 'submitted' };
    expect((await d.decide(PATH, entry, d.as.cast)).status).toBe(409);
    expect(await stateOf(d)).toBe('accepted');
  });

  it('stands although the unit saves its draft meanwhile', async () => {
    let saves = 0;
    const d: DeskWorld = await submitted(
      await deskWorld(async (call) => {
        if (call !== 'transact' || ++saves > 1) return;
        const head = await findHead(d.table, report);
        await d.table.put({
          ...d.table.rows().find(({ type }) => type === 'head'),
          version: (head?.version ?? 0) + 1,
        });
      }),
    );
    expect((await d.decide(PATH, { decision: 'accept', revision: 1 }, d.as.lead)).status).toBe(200);
    expect(await findHead(d.table, report)).toMatchObject({ state: 'accepted', version: 4 });
  });
});

describe('the page of a report', () => {
  let d: DeskWorld;
  beforeEach(async () => {
    d = await submitted(await deskWorld());
  });

  it('leads back to itself after a decision and says what was decided', async () => {
    const answer = await d.post(PATH, { decision: 'accept', revision: '1', seen: 'submitted' }, d.as.lead);
    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      '/desk/reports/jixi/statistics?decided=',
    ]);
    const html = await (await d.get('/desk/reports/jixi/statistics?decided', inBrowser(d.as.lead))).text();
    const notice = /<section class="notice" role="status">(.*?)<\/section>/s.exec(html)?.[1] ?? '';
    expect(notice).toContain('该报表已审核通过，将邮件通知报送单位。');
    expect(notice).toContain('<a href="/desk">返回报送进度</a>');
    await store(d.table, { unit: 'heihe', form: 'statistics' });
    const after = await (await d.get('/desk/reports/jixi/statistics?decided', inBrowser(d.as.lead))).text();
    expect(after).toContain('<a href="/desk/reports/heihe/statistics">下一份：黑河市 统计表</a>');
    expect(html).not.toContain('value="accept"');
  });

  it('says that it is already so when the same decision is posted again', async () => {
    const fields = {
      decision: 'return',
      message: '请补充',
      fields: '/indicators/A1/count',
      revision: '1',
      seen: 'submitted',
    };
    expect((await d.post(PATH, fields, d.as.lead)).status).toBe(303);
    const again = await d.post(PATH, fields, d.as.lead);
    expect([again.status, again.headers.get('location')]).toEqual([
      303,
      '/desk/reports/jixi/statistics?decided=',
    ]);
    expect(ofType(d, 'mail')).toHaveLength(1);
    expect(await listMessages(d.table, report)).toMatchObject([{ fields: ['/indicators/A1/count'] }]);
  });

  it('comes back with all that was typed when the reason is missing', async () => {
    const fields = { decision: 'return', message: '  ', fields: ['/responsible', '/phone'], revision: '1' };
    const answer = await d.post(PATH, fields, d.as.lead);
    const html = await answer.text();
    expect(answer.status).toBe(422);
    expect(html).toMatch(/<title>错误：/);
    expect(html).toContain('<a href="#f-message">请填写退回原因。</a>');
    expect(
      html.match(/<input [^>]*checked[^>]*>/g)?.map((tick) => /value="([^"]*)"/.exec(tick)?.[1]),
    ).toEqual(['/responsible', '/phone']);
  });

  it.each([
    { message: '请核对', fields: [] },
    { message: '', fields: ['/responsible'] },
    { message: '', fields: ['/responsible', '/phone'] },
  ])('comes back with what was typed when it is accepted with %j', async (typed) => {
    const answer = await d.post(PATH, { decision: 'accept', revision: '1', ...typed }, d.as.lead);
    const html = await answer.text();
    expect([answer.status, await stateOf(d)]).toEqual([422, 'submitted']);
    expect(html).toMatch(/<a href="#f-message">已填写退回原因[^<]*清空/);
    expect(html).toContain(`\n${typed.message}</textarea>`);
    expect(html.match(/<input [^>]*checked[^>]*>/g)?.length ?? 0).toBe(typed.fields.length);
    expect((await d.post(PATH, { decision: 'accept', revision: '1', message: ' ' }, d.as.lead)).status).toBe(
      303,
    );
  });

  it('posts the reason with either button, and Enter in a field presses neither of acceptance', async () => {
    const html = await (await d.get('/desk/reports/jixi/statistics', inBrowser(d.as.lead))).text();
    const forms = html.match(/<form [^>]*\/decisions".*?<\/form>/gs) ?? [];
    expect(forms).toHaveLength(1);
    expect(forms[0]).toMatch(/value="accept".*<textarea.*value="return"/s);
    expect(/<button type="submit"[^>]*>/.exec(forms[0] ?? '')?.[0]).toContain('disabled');
  });

  it('comes back with what was typed when the report has changed meanwhile', async () => {
    await store(d.table, { ...report, revision: 2 });
    const answer = await d.post(PATH, { decision: 'return', message: '请核对<b>', revision: '1' }, d.as.lead);
    const html = await answer.text();
    expect(answer.status).toBe(409);
    expect(html).toContain('请核对&lt;b&gt;');
    expect(html).toContain('name="revision" value="2"');
    expect(html).toContain('<a href="#f-revision">鸡西市已重新报送（第2次），请核对变化后再决定。</a>');
    expect(html).toMatch(/<section id="f-revision"><h2>与第1次报送相比/);
  });
});
