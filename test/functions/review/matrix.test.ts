import { beforeEach, describe, expect, it } from '@jest/globals';
import { writeChanges } from '../../../functions/shared/records/campaign-changes.ts';
import { noteErasure } from '../../../functions/shared/records/erasure.ts';
import { NO_CHANGES } from '../../../schemas/campaign-changes.ts';
import { heilongjiang2023 } from '../../../schemas/campaigns/heilongjiang-2023.ts';
import { Desk } from '../../../schemas/contract/desk.ts';
import { inBrowser } from '../../support/signed-in.ts';
import { CAMPAIGN, store } from '../../support/stored-reports.ts';
import { type DeskWorld, deskWorld } from './desk.ts';

describe('the desk', () => {
  let d: DeskWorld;
  beforeEach(async () => {
    d = await deskWorld();
    await store(d.table, {
      unit: 'harbin',
      form: 'open-day',
      submittedAt: '2023-05-16T15:59:59.999Z',
      state: 'accepted',
    });
    await store(d.table, {
      unit: 'jixi',
      form: 'open-day',
      submittedAt: '2023-05-16T16:00:00.000Z',
      revision: 2,
    });
    await store(d.table, {
      unit: 'hegang',
      form: 'media',
      nil: true,
      submittedAt: '2023-06-12T00:00:00.000Z',
    });
    await store(d.table, {
      unit: 'dept-education',
      form: 'open-day',
      submittedAt: '2023-05-10T00:00:00.000Z',
    });
    d.table.calls.length = 0;
  });

  const page = async (query = '') => (await d.get(`/desk${query}`, inBrowser(d.as.lead))).text();
  /** The text of each row of the matrix. */
  const rows = (html: string) =>
    [...html.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = '']) =>
      row
        .replaceAll(/<[^>]*>/g, ' ')
        .replaceAll(/\s+/g, ' ')
        .trim(),
    );

  it('says of every unit and form where the report stands', async () => {
    const answer = await d.get('/desk', d.as.cast);
    expect(answer.status).toBe(200);
    const desk = Desk.parse(await answer.json());
    expect(desk.units).toHaveLength(29);
    expect(desk.forms.map(({ id }) => id)).toEqual(['open-day', 'summary', 'statistics', 'media']);
    expect(desk.cells.harbin?.['open-day']).toMatchObject({
      state: 'accepted',
      timeliness: 'on-time',
      revision: 1,
    });
    expect(desk.cells.jixi?.['open-day']).toMatchObject({
      state: 'submitted',
      timeliness: 'late',
      revision: 2,
    });
    expect(desk.cells.hegang?.['open-day']).toEqual({ state: 'owed', timeliness: 'closed', revision: 0 });
    expect(desk.cells.harbin?.summary).toEqual({ state: 'owed', timeliness: 'overdue', revision: 0 });
    expect(desk.cells['dept-health']?.['open-day']).toMatchObject({
      state: 'owed',
      timeliness: 'not-required',
    });
  });

  it('tells the lead office alone that personal data is to be erased, until it is', async () => {
    const { purpose } = heilongjiang2023.personalData;
    const over = { ...heilongjiang2023, personalData: { purpose, until: '2023-06-19' } };
    const world = await deskWorld(undefined, over);
    const desk = async (who: { [header: string]: string }) =>
      (await world.get('/desk', inBrowser(who))).text();
    expect(await desk(world.as.lead)).toContain('个人信息保存期已满');
    expect(await desk(world.as.cast)).not.toContain('个人信息保存期已满');
    await noteErasure(world.table, CAMPAIGN, 0, new Date());
    expect(await desk(world.as.lead)).not.toContain('个人信息保存期已满');
  });

  it('takes two queries at once when the session and the campaign are known', async () => {
    await d.get('/desk', d.as.lead);
    expect(d.table.calls).toEqual(['get', 'get', 'query', 'query']);
  });

  it('counts in its rates only what is owed, and a nil return as reported', async () => {
    const html = await page();
    expect(rows(html).find((row) => row.startsWith('哈尔滨市'))).toMatch(/1\/4 25%$/);
    expect(rows(html).find((row) => row.startsWith('鹤岗市'))).toMatch(/1\/4 25%$/);
    expect(rows(html).find((row) => row.startsWith('省教育厅'))).toMatch(/–$/);
    expect(rows(html).at(-1)).toBe('报送率 2/13 15% 0/13 0% 0/13 0% 1/13 8% 3/52 6%');
  });

  it('shows units that owe nothing only when they sent something or are asked for', async () => {
    expect(await page()).not.toContain('省军区');
    expect(await page()).toContain('省教育厅');
    expect(await page('?units=all')).toContain('省军区');
  });

  it('counts what waits and narrows the matrix to it', async () => {
    const html = await page();
    expect(html).toMatch(/待审核 <span class="count">3</);
    expect(html).toMatch(/应报未报 <span class="count">49</);
    const narrowed = await page('?show=accepted');
    expect(rows(narrowed).slice(1, -1)).toEqual([expect.stringMatching(/^哈尔滨市 审核通过 /)]);
    expect(await page('?show=returned')).toContain('没有符合条件的报表');
    expect(rows(await page('?show=nonsense')).length).toBe(rows(html).length);
  });

  it('is narrowed to a form and a group of units, with rates and counts of these alone', async () => {
    const media = await page('?form=media');
    expect(rows(media)[0]).toMatch(/^报送单位 \S+ 截止 2023年\d+月\d+日 报送率$/);
    expect(rows(media).at(-1)).toBe('报送率 1/13 8% 1/13 8%');
    expect(media).toMatch(/应报未报 <span class="count">12</);
    expect(rows(await page('?group=department')).slice(1, -1)).toEqual([
      expect.stringMatching(/^省教育厅 待审核 /),
    ]);
    expect(await page('?form=media&group=department')).toContain('没有符合条件的报表');
    expect(rows(await page('?form=nonsense&group=constructor'))).toEqual(rows(await page()));
  });

  it('says in its cell which other due day a unit was given', async () => {
    const extensions = {
      hegang: { summary: { due: '2023-06-26' } },
      jixi: { media: { due: '2023-06-18' }, summary: { closes: '2023-08-01' } },
    };
    const changes = { ...NO_CHANGES, extensions };
    await d.table.put(writeChanges('heilongjiang-2023', { version: 0, ended: {}, changes }).put);
    const desk = Desk.parse(await (await d.get('/desk', d.as.cast)).json());
    expect(desk.cells.hegang?.summary).toMatchObject({ timeliness: 'owed', due: '2023-06-26' });
    expect(desk.cells.jixi?.media).toMatchObject({ timeliness: 'overdue', due: '2023-06-18' });
    expect([desk.cells.jixi?.summary?.due, desk.cells.harbin?.summary?.due]).toEqual([undefined, undefined]);
    const shown = rows(await page());
    expect(shown.find((row) => row.startsWith('鹤岗市'))).toContain('延期至 2023年6月26日');
    expect(shown.find((row) => row.startsWith('鸡西市'))).toContain('提前至 2023年6月18日');
    expect(shown.find((row) => row.startsWith('哈尔滨市'))).not.toMatch(/延期至|提前至/);
  });

  it('keeps what it is narrowed to in every link and form that leads back to it', async () => {
    const html = await page('?show=submitted&form=open-day&group=city&units=all');
    expect(rows(html).slice(1, -1)).toEqual([expect.stringMatching(/^鸡西市 待审核 /)]);
    expect(html).toContain('href="/desk?show=late&amp;form=open-day&amp;group=city&amp;units=all"');
    expect(html).toContain(
      'href="?show=submitted&amp;form=open-day&amp;group=city&amp;units=all&amp;language=en"',
    );
    const [, narrow = '', accept = ''] = html.split('<form ').slice(-3);
    expect(narrow).toContain('<input type="hidden" name="show" value="submitted"/>');
    expect(narrow).toContain('<option value="open-day" selected="">');
    for (const [name, value] of [
      ['show', 'submitted'],
      ['form', 'open-day'],
      ['group', 'city'],
      ['units', 'all'],
    ]) {
      expect(accept).toContain(`<input type="hidden" name="${name}" value="${value}"/>`);
    }
  });

  it('leads to a chase of those that it shows and that can still report', async () => {
    const link = (html: string) => /href="(\/reminders\?[^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
    const query = new URLSearchParams(link(await page('?show=missing&form=media'))?.split('?')[1]);
    expect(query.getAll('units')).toHaveLength(12);
    expect(query.getAll('units')).not.toContain('hegang');
    expect(query.getAll('forms')).toEqual(['media']);
    // The register is closed by now, and who has reported is not chased.
    expect(link(await page('?form=open-day'))).toBeUndefined();
    expect(link(await page('?show=submitted'))).toBeUndefined();
  });

  it('is complete in English', async () => {
    const html = await (
      await d.get('/desk?units=all', { ...inBrowser(d.as.lead), 'accept-language': 'en' })
    ).text();
    expect(
      html.replace('<a class="language" href="?units=all&amp;language=zh" lang="zh-CN">中文</a>', ''),
    ).not.toMatch(/\p{Script=Han}/u);
    expect(html).toContain('Harbin');
  });

  it.each(['/desk', '/desk/reports/harbin/media', '/desk/reports/harbin/media/attachments/x'])(
    'lets nobody see %s but the offices',
    async (path) => {
      expect((await d.get(path, {})).status).toBe(401);
      expect((await d.get(path, d.as.clerk)).status).toBe(403);
    },
  );
});
