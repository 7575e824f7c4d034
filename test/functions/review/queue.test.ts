import { beforeEach, describe, expect, it } from '@jest/globals';
import { saidBy } from '../../../functions/shared/messages/talk.ts';
import { inBrowser } from '../../support/signed-in.ts';
import { CAMPAIGN, store } from '../../support/stored-reports.ts';
import { type DeskWorld, deskWorld } from './desk.ts';

const AT = '2023-06-20T01:00:00.000Z';

describe('the reports that await review', () => {
  let d: DeskWorld;
  beforeEach(async () => {
    d = await deskWorld();
    await store(d.table, { unit: 'harbin', form: 'open-day', state: 'accepted' });
    await store(d.table, { unit: 'qiqihar', form: 'statistics' });
    await store(d.table, { unit: 'jixi', form: 'statistics' });
    await store(d.table, { unit: 'hegang', form: 'media', state: 'returned' });
    await store(d.table, { unit: 'daqing', form: 'media' });
  });

  /** Where a report's page leads: to the previous and the next that await review. */
  async function around(path: string) {
    const html = await (await d.get(`/desk/reports/${path}`, inBrowser(d.as.lead))).text();
    const link = (rel: string) =>
      new RegExp(`href="/desk/reports/([^"]*)" rel="${rel}"`).exec(html)?.[1]?.replaceAll('&amp;', '&');
    return { previous: link('prev'), next: link('next'), html };
  }

  it('follow each other in the order of the matrix, and begin again after the last', async () => {
    expect(await around('jixi/statistics')).toMatchObject({
      previous: 'qiqihar/statistics',
      next: 'daqing/media',
    });
    expect(await around('daqing/media')).toMatchObject({
      previous: 'jixi/statistics',
      next: 'qiqihar/statistics',
    });
  });

  it('are led to from a report that awaits nothing as well, and counted', async () => {
    const { next, html } = await around('harbin/open-day');
    expect(next).toBe('qiqihar/statistics');
    expect(html).toContain('另有3份待审核');
  });

  it('leave out those that are decided, and say when none is left', async () => {
    for (const path of ['qiqihar/statistics', 'jixi/statistics']) {
      expect((await d.decide(path, { decision: 'accept', revision: 1 }, d.as.lead)).status).toBe(200);
    }
    const last = await around('daqing/media');
    expect(last).toMatchObject({ previous: undefined, next: undefined });
    expect(last.html).toContain('没有其他待审核的报表');
    expect(await around('jixi/statistics')).toMatchObject({ previous: undefined, next: 'daqing/media' });
  });

  it('follow each other within the forms and units that the matrix was narrowed to', async () => {
    const { html, ...links } = await around('jixi/statistics?form=statistics&group=city');
    expect(links).toEqual({ previous: undefined, next: 'qiqihar/statistics?form=statistics&group=city' });
    expect(html).toContain('筛选范围内另有1份待审核');
    const last = await around('daqing/media?form=media');
    expect([last.next, last.html.includes('筛选范围内没有其他待审核的报表')]).toEqual([undefined, true]);
  });

  it('give way to the reports of the list that somebody came from', async () => {
    await store(d.table, { unit: 'suihua', form: 'summary', state: 'returned' });
    const { html, ...links } = await around('hegang/media?show=returned');
    expect(links).toEqual({ previous: undefined, next: 'suihua/summary?show=returned' });
    expect(html).toContain('列表中另有1份');
    // The open day was due before this day: who owes it is late with it.
    const { next, previous } = await around('jixi/statistics?show=late&form=open-day&group=city');
    expect([previous, next]).toEqual([
      'jixi/open-day?show=late&form=open-day&group=city',
      'hegang/open-day?show=late&form=open-day&group=city',
    ]);
  });

  it('with a new message are those that have one', async () => {
    await d.table.update(
      saidBy('unit', { campaign: CAMPAIGN, unit: 'daqing', form: 'media' }, AT, undefined),
    );
    expect(await around('jixi/statistics?show=unread')).toMatchObject({ next: 'daqing/media?show=unread' });
    const desk = await (await d.get('/desk?show=unread', inBrowser(d.as.lead))).text();
    expect(desk).toContain('href="/desk/reports/daqing/media/messages?show=unread"');
    const said = await (
      await d.get('/desk/reports/daqing/media/messages?show=unread', inBrowser(d.as.lead))
    ).text();
    expect(said).toContain('href="/desk/reports/daqing/media?show=unread"');
    expect(said).toContain('action="/desk/reports/daqing/media/messages?show=unread"');
  });

  it('are kept by the decision, the way back, the change of language, and what else the page leads to', async () => {
    await store(d.table, { unit: 'jixi', form: 'statistics', revision: 2 });
    const query = '?form=statistics';
    const { html } = await around(`jixi/statistics${query}`);
    const led = [...html.matchAll(/(?:href|action)="([^"#]*)"/g)].map(([, to = '']) =>
      to.replaceAll('&amp;', '&'),
    );
    expect(led).toEqual(
      expect.arrayContaining([
        `/desk${query}`,
        `/desk/reports/jixi/statistics/decisions${query}`,
        '/desk/reports/jixi/statistics?form=statistics&revision=2',
        `/desk/reports/jixi/statistics/messages${query}`,
        `/desk/reports/jixi/statistics/difference${query}&to=2`,
        '/desk/reports/jixi/statistics?form=statistics&language=en',
      ]),
    );
    const fields = { decision: 'accept', revision: '2', seen: 'submitted' };
    const decided = (await d.post('jixi/statistics', fields, d.as.lead, query)).headers.get('location') ?? '';
    expect(decided).toBe('/desk/reports/jixi/statistics?form=statistics&decided=');
    const notice = await (await d.get(decided, inBrowser(d.as.lead))).text();
    expect(notice).toContain('<a href="/desk/reports/qiqihar/statistics?form=statistics">下一份：');
  });
});
