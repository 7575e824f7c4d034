import { describe, expect, it } from '@jest/globals';
import type { Desk } from '../../../../schemas/contract/desk.ts';
import type { Conversation } from '../../../../schemas/contract/messages.ts';
import type { ReportList } from '../../../../schemas/contract/reports.ts';
import { bothSides } from '../../../support/both-sides.ts';

const MINE = '/reports/statistics/messages';
const DESK = '/desk/reports/harbin/statistics/messages';

type Clerk = Awaited<ReturnType<ReturnType<typeof bothSides>['unit']>>;

const unreadOfUnit = async (unit: Clerk) =>
  (await unit.json<ReportList>('GET', '/reports')).body.reports.find(({ form }) => form === 'statistics')
    ?.unread ?? false;
const unreadOfOffice = async (office: Clerk) =>
  (await office.json<Desk>('GET', '/desk')).body.cells.harbin?.statistics?.unread ?? false;

describe('the conversation of a report', () => {
  it('is seen by both sides in the order in which it was written, and mailed to the other side', async () => {
    const world = bothSides();
    const [harbin, cast, heihe] = [
      await world.unit('harbin'),
      await world.office('cast'),
      await world.unit('heihe'),
    ];
    const say = async (who: Clerk, path: string, message: string) => {
      world.at(new Date(world.now().getTime() + 1000));
      return who.json<{ at: string }>('POST', path, { message });
    };
    expect((await say(harbin, MINE, 'C1是否包括中学？')).status).toBe(201);
    expect((await say(cast, DESK, '不包括。')).status).toBe(201);
    expect((await say(harbin, MINE, '明白。')).status).toBe(201);
    for (const [who, path] of [
      [harbin, MINE],
      [cast, DESK],
    ] as const) {
      const { body } = await who.json<Conversation>('GET', path);
      expect(body.messages.map(({ office, message }) => [office, message])).toEqual([
        [undefined, 'C1是否包括中学？'],
        ['cast', '不包括。'],
        [undefined, '明白。'],
      ]);
    }
    expect((await heihe.json<Conversation>('GET', MINE)).body.messages).toEqual([]);
    const mails = world.table.rows().filter(({ type }) => type === 'mail');
    const byTime = mails.sort((a, b) => String(a.createdAt).localeCompare(String(b.createdAt)));
    // Nobody had written yet, so the lead office hears of it; then the office that answered.
    expect(byTime.map(({ kind, unit, office }) => [kind, unit ?? office])).toEqual([
      ['message', 'lead'],
      ['message', 'harbin'],
      ['message', 'cast'],
    ]);
    const audited = world.table.rows().filter(({ action }) => action === 'message-sent');
    expect(audited.map(({ by }) => by)).toEqual([
      'harbin@example.org',
      'cast@example.org',
      'harbin@example.org',
    ]);
  });

  it('goes on with the lead office when the office that answered was taken off the roster', async () => {
    const world = bothSides();
    const [harbin, cast, lead] = [
      await world.unit('harbin'),
      await world.office('cast'),
      await world.office('lead'),
    ];
    await harbin.json('POST', MINE, { message: '请问' });
    world.at('2023-05-10T01:30:00.000Z');
    await cast.json('POST', DESK, { message: '请讲' });
    await lead.json('POST', '/roster/contacts/remove', { email: 'cast@example.org' });
    const version = world.table.rows().find(({ type }) => type === 'standing')?.version ?? 0;
    await lead.json('POST', '/roster/offices/cast', { version, removed: true });
    world.at('2023-05-10T01:31:00.000Z');
    expect((await harbin.json('POST', MINE, { message: '还有一事' })).status).toBe(201);
    const mails = world.table.rows().filter(({ type, about }) => type === 'mail' && about !== undefined);
    expect(mails.map(({ office }) => office)).toEqual(['lead', 'lead']);
  });

  it('is unread until its page is opened or answered', async () => {
    const world = bothSides();
    const [harbin, cast] = [await world.unit('harbin'), await world.office('cast')];
    expect([await unreadOfUnit(harbin), await unreadOfOffice(cast)]).toEqual([false, false]);
    await harbin.json('POST', MINE, { message: '请问' });
    expect([await unreadOfUnit(harbin), await unreadOfOffice(cast)]).toEqual([false, true]);
    // A program that looks is no reader.
    await cast.json('GET', DESK);
    expect(await unreadOfOffice(cast)).toBe(true);
    expect((await cast.open('/desk')).body).toContain('新留言');
    expect((await cast.open(DESK)).body).toContain('请问');
    expect(await unreadOfOffice(cast)).toBe(false);
    world.at('2023-05-10T01:30:00.000Z');
    await cast.json('POST', DESK, { message: '请讲' });
    expect(await unreadOfUnit(harbin)).toBe(true);
    expect((await harbin.open('/reports')).body).toContain('有新留言');
    world.at('2023-05-10T01:31:00.000Z');
    await harbin.json('POST', MINE, { message: '好的' });
    expect([await unreadOfUnit(harbin), await unreadOfOffice(cast)]).toEqual([false, true]);
    await cast.open('/desk/reports/harbin/statistics');
    expect(await unreadOfOffice(cast)).toBe(false);
  });

  it('is read by each office for itself, and by all once one of them has answered', async () => {
    const world = bothSides();
    const harbin = await world.unit('harbin');
    const [cast, lead] = [await world.office('cast'), await world.office('lead')];
    const unread = () => Promise.all([cast, lead].map(unreadOfOffice));
    await harbin.json('POST', MINE, { message: '请问' });
    expect(await unread()).toEqual([true, true]);
    world.at('2023-05-10T01:30:00.000Z');
    await cast.open(DESK);
    expect(await unread()).toEqual([false, true]);
    expect((await lead.open('/desk?show=unread')).body).toContain('新留言');
    await lead.open('/desk/reports/harbin/statistics');
    expect(await unread()).toEqual([false, false]);
    world.at('2023-05-10T01:31:00.000Z');
    await harbin.json('POST', MINE, { message: '还有一事' });
    expect(await unread()).toEqual([true, true]);
    world.at('2023-05-10T01:32:00.000Z');
    await lead.json('POST', DESK, { message: '请讲' });
    expect(await unread()).toEqual([false, false]);
    expect(await unreadOfUnit(harbin)).toBe(true);
  });

  it('says a thing once however often the page is posted, and different things at once all', async () => {
    const world = bothSides();
    const harbin = await world.unit('harbin');
    const page = await harbin.open(MINE);
    const key = /name="key" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    const posts = await Promise.all(
      [1, 2, 3].map(() =>
        harbin.post(MINE, [
          ['key', key],
          ['message', '同一条留言'],
        ]),
      ),
    );
    for (const { status, headers } of posts)
      expect([status, headers.get('location')]).toEqual([303, `${MINE}?sent`]);
    await Promise.all(['一', '二', '三'].map((message) => harbin.json('POST', MINE, { message })));
    const { body } = await harbin.json<Conversation>('GET', MINE);
    expect(body.messages.map(({ message }) => message).sort()).toEqual(
      ['一', '三', '二', '同一条留言'].sort(),
    );
    expect(world.table.rows().filter(({ type }) => type === 'mail')).toHaveLength(4);
  });

  it('shows what could not be sent as it was typed, with the reason', async () => {
    const world = bothSides();
    const cast = await world.office('cast');
    const long = '长'.repeat(2001);
    const page = await cast.post(DESK, [
      ['key', 'k'],
      ['message', long],
    ]);
    expect(page.status).toBe(422);
    expect(page.body).toContain(long);
    expect(page.body).toContain('最多2000字');
    expect(
      (
        await cast.post(DESK, [
          ['key', 'k'],
          ['message', ' \n '],
        ])
      ).status,
    ).toBe(422);
    expect((await cast.json('POST', DESK, { message: '' })).status).toBe(422);
    expect(
      (await cast.json('POST', '/desk/reports/nobody/statistics/messages', { message: 'x' })).status,
    ).toBe(404);
    expect(world.table.rows().filter(({ type }) => type === 'message')).toEqual([]);
  });

  it('neither refuses a submission nor changes where a report stands', async () => {
    const world = bothSides();
    const harbin = await world.unit('harbin');
    await harbin.json('PUT', '/reports/statistics/draft', { version: 0, answers: {} });
    const head = () => world.table.rows().find(({ type }) => type === 'head');
    const before = head();
    await harbin.json('POST', MINE, { message: '<b>请问</b>' });
    expect(head()).toEqual(before);
    expect((await harbin.open(MINE)).body).toContain('&lt;b&gt;请问&lt;/b&gt;');
    expect(world.log.lines.join()).not.toContain('请问');
  });
});
