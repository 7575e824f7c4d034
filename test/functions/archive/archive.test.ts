import { beforeEach, describe, expect, it } from '@jest/globals';
import { newArchiveRow } from '../../../functions/shared/archives/jobs.ts';
import { Archive, type ArchiveChoice } from '../../../schemas/archive.ts';
import { ArchiveList, ArchiveView } from '../../../schemas/contract/archives.ts';
import { inBrowser } from '../../support/signed-in.ts';
import { anId, CAMPAIGN, store } from '../../support/stored-reports.ts';
import { type ArchiveWorld, archiveWorld } from './archives.ts';

const READY = {
  state: 'ready',
  files: 9,
  bytes: 3000,
  volumes: [{ key: 'archives/one.zip', size: 4096 }],
  expiresAt: '2023-07-03T01:15:00.000Z',
};

describe('an archive', () => {
  let d: ArchiveWorld;
  beforeEach(async () => {
    d = await archiveWorld();
  });

  async function job(given: object): Promise<string> {
    const archive = Archive.parse({
      id: anId(),
      campaign: CAMPAIGN,
      choice: {},
      requestedBy: 'lead@example.org',
      office: 'lead',
      requestedAt: '2023-06-19T01:15:00.000Z',
      state: 'planning',
      ...given,
    });
    await d.table.put(newArchiveRow(archive));
    return archive.id;
  }
  const page = async (id: string) => d.get(`/archives/${id}`, inBrowser(d.as.lead));

  it('is listed, the newest first', async () => {
    const ids = [await job(READY), await job({})];
    const list = ArchiveList.parse(await (await d.get('/archives', d.as.cast)).json());
    expect(list.archives.map(({ id }) => id)).toEqual(ids.toReversed());
    expect(await (await d.get('/archives', inBrowser(d.as.cast))).text()).toMatch(
      /lead@example\.org.*准备中.*可下载.*4 KB/s,
    );
  });

  it('tells on its page and to programs which files are left out, and why; says nothing where none is', async () => {
    const id = await job({ ...READY, leftOut: { infected: 1, waiting: 2 } });
    const html = await (await page(id)).text();
    expect(html).toMatch(/未收入本归档.*1个文件：含有病毒.*2个文件：尚未完成病毒扫描.*README\.txt/s);
    const answer = await d.get(`/archives/${id}`, d.as.lead);
    expect(ArchiveView.parse(await answer.json()).leftOut).toEqual({ infected: 1, waiting: 2 });
    expect(await (await page(await job(READY))).text()).not.toContain('未收入');
  });

  it('tells how far it is, and its page renews itself until it ends', async () => {
    const progress = { 0: { files: 3, bytes: 1000 }, 7: { files: 1, bytes: 24 } };
    const id = await job({ state: 'building', files: 9, bytes: 3000, progress });
    const view = ArchiveView.parse(await (await d.get(`/archives/${id}`, d.as.lead)).json());
    expect(view).toMatchObject({ state: 'building', done: { files: 4, bytes: 1024 } });
    const building = await page(id);
    expect(building.headers.get('refresh')).toBe('5');
    expect(await building.text()).toContain('4个文件、1 KB');
    const ready = await page(await job(READY));
    expect(ready.headers.has('refresh')).toBe(false);
    expect(await ready.text()).toContain('可下载');
  });

  it('estimates the time left from the progress so far', async () => {
    const at = (startedAt: string, bytes: number) =>
      job({ state: 'building', startedAt, files: 9, bytes: 3000, progress: { 0: { files: 4, bytes } } });
    const left = async (id: string) =>
      ArchiveView.parse(await (await d.get(`/archives/${id}`, d.as.lead)).json()).secondsLeft;
    const third = await at('2023-06-19T01:14:30.000Z', 1000);
    expect(await left(third)).toBe(60);
    expect(await (await page(third)).text()).toMatch(/预计还需<\/dt><dd>60秒/);
    expect(await left(await at('2023-06-19T01:14:59.000Z', 1000))).toBeUndefined();
    expect(await left(await at('2023-06-19T01:14:30.000Z', 0))).toBeUndefined();
    expect(await left(await at('2023-06-19T01:14:30.000Z', 3000))).toBe(0);
    expect(await left(await job(READY))).toBeUndefined();
  });

  it('leads whose session ended through sign-in back to the download', async () => {
    const path = `/archives/${await job(READY)}/download`;
    const answer = await d.get(path, inBrowser({}));
    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      `/sign-in?next=${encodeURIComponent(path)}`,
    ]);
    expect(d.links).toEqual([]);
  });

  it('says who is missing: as it was planned, and before that as it is', async () => {
    await store(d.table, { unit: 'harbin', form: 'media' });
    const choice: ArchiveChoice = { units: ['harbin', 'jixi'], forms: ['media'] };
    expect(await (await page(await job({ choice }))).text()).toMatch(
      /应报而本归档中没有的.*鸡西市 – 媒体资料/s,
    );
    const planned = await job({ ...READY, choice, missing: [{ unit: 'harbin', forms: ['media'] }] });
    expect(await (await page(planned)).text()).toContain('哈尔滨市 – 媒体资料');
    const whole = await job({ ...READY, choice, missing: [] });
    expect(await (await page(whole)).text()).toContain('所选单位应报的报表均已包含');
  });

  it.each([
    [{}, '2023年黑龙江省科技活动周-全部-20230619-0915.zip'],
    [{ states: ['returned'] }, '2023年黑龙江省科技活动周-退回修改-20230619-0915.zip'],
    [
      { states: ['submitted', 'accepted'], since: '2023-06-01', attachments: false },
      '2023年黑龙江省科技活动周-2种状态-20230601起-不含附件-20230619-0915.zip',
    ],
    [{ units: ['harbin'] }, '2023年黑龙江省科技活动周-哈尔滨市-20230619-0915.zip'],
    [
      { units: ['harbin', 'jixi'], forms: ['media'] },
      '2023年黑龙江省科技活动周-2个单位-媒体资料-20230619-0915.zip',
    ],
  ])('of %j is downloaded as %s', async (choice, name) => {
    const id = await job({ ...READY, choice });
    const answer = await d.get(`/archives/${id}/download`, d.as.cast);
    expect([answer.status, answer.headers.get('location')]).toEqual([
      302,
      'https://files.example.org/archive',
    ]);
    expect(d.links).toMatchObject([{ key: 'archives/one.zip', name }]);
    expect(d.table.rows().filter(({ type }) => type === 'audit')).toMatchObject([
      { action: 'archive-downloaded', by: 'cast@example.org', archive: id },
    ]);
  });

  it('in volumes is downloaded one by one, each under a name of its own', async () => {
    const volumes = [
      { key: 'archives/one-1.zip', size: 5_000_000 },
      { key: 'archives/one-2.zip', size: 3_000_000 },
    ];
    const id = await job({ ...READY, volumes });
    const view = ArchiveView.parse(await (await d.get(`/archives/${id}`, d.as.lead)).json());
    expect(view).toMatchObject({ size: 8_000_000, volumes: [{ size: 5_000_000 }, { size: 3_000_000 }] });
    const html = await (await page(id)).text();
    expect(html).toContain('分为2卷');
    expect(html).toMatch(
      new RegExp(`href="/archives/${id}/download".*href="/archives/${id}/download\\?volume=2"`, 's'),
    );
    expect((await d.get(`/archives/${id}/download?volume=2`, d.as.lead)).status).toBe(302);
    expect(d.links).toMatchObject([
      { key: 'archives/one-2.zip', name: '2023年黑龙江省科技活动周-全部-20230619-0915-第2卷（共2卷）.zip' },
    ]);
    for (const volume of ['0', '3', '-1', '1.5', 'x', '__proto__']) {
      expect((await d.get(`/archives/${id}/download?volume=${volume}`, d.as.lead)).status).toBe(404);
    }
  });

  it.each([
    [{ state: 'planning' }, 409, 'archive-not-ready'],
    [{ state: 'building' }, 409, 'archive-not-ready'],
    [{ state: 'failed', failure: { reason: 'unexpected' } }, 409, 'archive-not-ready'],
    [{ ...READY, expiresAt: '2023-06-19T01:15:00.000Z' }, 410, 'gone'],
  ])('is not downloaded while it is %j', async (given, status, code) => {
    const answer = await d.get(`/archives/${await job(given)}/download`, d.as.lead);
    expect([answer.status, await answer.json()]).toMatchObject([status, { code }]);
    expect(d.links).toEqual([]);
    expect(d.table.rows().filter(({ type }) => type === 'audit')).toEqual([]);
  });

  it('says plainly why it failed, and at which file', async () => {
    const failure = { reason: 'file-gone', file: '哈尔滨市/媒体资料/<开幕式>.mp4' };
    const html = await (await page(await job({ state: 'failed', failure }))).text();
    expect(html).toMatch(/有附件读取不到，或与报送时不一致.*哈尔滨市\/媒体资料\/&lt;开幕式&gt;\.mp4/s);
    expect(html).toContain('生成失败');
  });

  it.each(['file-gone', 'too-large', 'unexpected'])('that failed says what to do: %s', async (reason) => {
    const id = await job({
      state: 'failed',
      failure: { reason, ...(reason !== 'unexpected' && { file: 'a/b.mp4' }) },
    });
    expect(await (await page(id)).text()).toMatch(/请(?:联系系统管理员|重新生成)/);
    const headers = { ...inBrowser(d.as.lead), 'accept-language': 'en' };
    expect(await (await d.get(`/archives/${id}`, headers)).text()).toMatch(
      /Ask the operators|Build it again/,
    );
  });

  it('says that it has expired', async () => {
    const html = await (await page(await job({ ...READY, expiresAt: '2023-06-18T00:00:00.000Z' }))).text();
    expect(html).toContain('该归档已过期');
    expect(html).not.toContain('/download');
  });

  it.each([anId(), 'x', '..%2f..', '__proto__'])('is not found as %s', async (id) => {
    expect((await d.get(`/archives/${id}`, d.as.lead)).status).toBe(404);
    expect((await d.get(`/archives/${id}/download`, d.as.lead)).status).toBe(404);
  });

  it('is complete in English', async () => {
    const id = await job({ ...READY, missing: [{ unit: 'harbin', forms: ['media'] }] });
    const html = await (
      await d.get(`/archives/${id}`, { ...inBrowser(d.as.lead), 'accept-language': 'en' })
    ).text();
    const own = html.replace(/<a class="language".*?<\/a>/, '').replace(/2023年黑龙江省科技活动周-全部-/, '');
    expect(own).not.toMatch(/\p{Script=Han}/u);
  });

  it('logs no address (I8)', async () => {
    await d.get(`/archives/${await job(READY)}/download`, d.as.lead);
    expect(d.log.lines).toHaveLength(1);
    expect(d.log.lines.join()).not.toContain('@');
  });
});
