import { beforeEach, describe, expect, it } from '@jest/globals';
import { inBrowser } from '../../support/signed-in.ts';
import { store } from '../../support/stored-reports.ts';
import { type DeskWorld, deskWorld } from './desk.ts';

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
    const link = (rel: string) => new RegExp(`href="/desk/reports/([^"]*)" rel="${rel}"`).exec(html)?.[1];
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
});
