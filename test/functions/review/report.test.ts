import { beforeEach, describe, expect, it } from '@jest/globals';
import { keys } from '../../../functions/shared/records/keys.ts';
import { toRow } from '../../../functions/shared/records/reports.ts';
import { Attachment } from '../../../schemas/attachment.ts';
import { DeskReport } from '../../../schemas/contract/desk.ts';
import { forms } from '../../../schemas/forms/index.ts';
import { validAnswers } from '../../fixtures/answers.ts';
import { inBrowser } from '../../support/signed-in.ts';
import { anId, CAMPAIGN, pinned, store } from '../../support/stored-reports.ts';
import { type DeskWorld, deskWorld } from './desk.ts';

const film = pinned('harbin', 'media', { name: '开幕式 <1>.mp4', bytes: Buffer.alloc(2048), slot: 'video' });
const captioned = { ...film, caption: '省长宣布开幕 <1>' };
const later = pinned('harbin', 'media', { name: '新.mp4', bytes: Buffer.alloc(10), slot: 'video' });

describe('a report on the desk', () => {
  let d: DeskWorld;
  beforeEach(async () => {
    d = await deskWorld();
    const answers = validAnswers.media?.('harbin', { files: [film] });
    const explanations = { 'few:/items/0/title': '情况属实已经核对' };
    await store(d.table, { unit: 'harbin', form: 'media', answers, attachments: [captioned], explanations });
    await store(d.table, {
      unit: 'harbin',
      form: 'media',
      revision: 2,
      answers: { items: [] },
      attachments: [later],
    });
  });

  const page = async (path: string, headers = d.as.lead) => (await d.get(path, inBrowser(headers))).text();

  it('is told with all its revisions, newest first', async () => {
    const report = DeskReport.parse(await (await d.get('/desk/reports/harbin/media', d.as.cast)).json());
    expect(report).toMatchObject({
      name: '哈尔滨市',
      title: '媒体报道资料',
      state: 'submitted',
      revision: 2,
      messages: [],
    });
    expect(report.revisions.map(({ revision, submittedBy }) => [revision, submittedBy])).toEqual([
      [2, 'harbin@example.org'],
      [1, 'harbin@example.org'],
    ]);
    expect(report.revisions[1]?.attachments).toMatchObject([
      { name: '开幕式 <1>.mp4', caption: '省长宣布开幕 <1>', size: 2048, state: 'unchecked' },
    ]);
  });

  it('is shown after two revisions were read, however many there are', async () => {
    const answers = { items: [] };
    for (const revision of [3, 4, 5])
      await store(d.table, { unit: 'harbin', form: 'media', revision, answers });
    const whole: number[] = [];
    const { query } = d.table;
    d.table.query = async (range) => {
      const rows = await query(range);
      whole.push(...rows.flatMap((row) => (row.answers === undefined ? [] : [Number(row.revision)])));
      return rows;
    };
    const html = await page('/desk/reports/harbin/media');
    expect(whole).toEqual([5, 4]);
    expect(html.match(/<li value="\d"/g)).toHaveLength(5);
    expect(await page('/desk/reports/harbin/media?revision=9')).toContain('name="decision"');
  });

  it('shows the newest revision, and an earlier one when it is asked for', async () => {
    expect(await page('/desk/reports/harbin/media')).toContain('新.mp4');
    const earlier = await page('/desk/reports/harbin/media?revision=1');
    expect(earlier).toContain('开幕式 &lt;1&gt;.mp4');
    expect(earlier).toContain('省长宣布开幕 &lt;1&gt;');
    expect(earlier).toContain('情况属实已经核对');
    expect(earlier).toContain('未能检测');
    expect(earlier).toContain('这是以前的报送内容');
    expect(earlier).not.toContain('name="decision"');
    expect(await page('/desk/reports/harbin/media?revision=nonsense')).toContain('name="decision"');
  });

  it('shows what the newest submission changed, without being asked, and nothing of the kind for a first one', async () => {
    const html = await page('/desk/reports/harbin/media');
    expect(html).toContain('与第1次报送相比');
    expect(html).toMatch(
      /<th scope="row">附件：[^<]*<\/th>.*?<del>开幕式 &lt;1&gt;.mp4[^<]*<\/del>.*?<ins>新.mp4<\/ins>/s,
    );
    expect(await page('/desk/reports/harbin/media?revision=1')).not.toContain('相比');
  });

  it('shows each explanation at the answer that it explains, and apart what has no place among them', async () => {
    const explanations = {
      'few:/items/0/title': '标题属实',
      'odd:/items/0/title': '确实如此',
      'few:/items': '只有一条',
      'gone:/items/7/title': '这一行已删除',
      'none:/attachments/video': '视频另送',
    };
    const answers = validAnswers.media?.('heihe', { files: [film] });
    await store(d.table, { unit: 'heihe', form: 'media', answers, explanations });
    const html = await page('/desk/reports/heihe/media');
    expect(html).toMatch(/<dd>[^<]*<p class="explained">情况说明：标题属实\n确实如此<\/p><\/dd>/);
    expect(html).toMatch(/<\/h2><p class="explained">情况说明：只有一条<\/p>/);
    const apart = html.slice(html.indexOf('<h2>情况说明</h2>'));
    expect(apart.match(/这一行已删除|视频另送|标题属实/g)).toEqual(['这一行已删除', '视频另送']);
  });

  it('offers what a browser shows to be looked at beside the answers, by links that are fetched only then', async () => {
    const fine = { ...film, state: 'accepted' as const, type: 'video/mp4' };
    await store(d.table, { unit: 'heihe', form: 'media', attachments: [fine, later] });
    const html = await page('/desk/reports/heihe/media');
    const [video = '', ...others] = html.match(/<(video|img) [^>]*>/g) ?? [];
    expect(video).toContain(`src="https://files.example.org/${film.key}"`);
    expect(video).toContain('preload="none"');
    expect(others).toEqual([]);
    // However many files there are, the buttons before them stay in sight.
    expect(html.indexOf('value="return"')).toBeLessThan(html.indexOf('<h2>附件</h2>'));
    expect(d.links).toMatchObject([{ key: film.key, versionId: film.pin.versionId, inline: true }]);
  });

  it.each(forms.map(({ id }) => id))(
    'of %s is drawn with its answers, and offers each field to be named',
    async (form) => {
      await store(d.table, { unit: 'jixi', form, answers: validAnswers[form]?.('jixi') });
      const html = await page(`/desk/reports/jixi/${form}`);
      expect(html).toContain(form === 'statistics' ? '示例负责人' : '鸡西市');
      expect(html).toMatch(/<textarea id="f-message" name="message"/);
      expect(html).toContain('name="fields" value="/attachments/');
      if (form === 'statistics') expect(html).toContain('name="fields" value="/indicators/A3/count"');
    },
  );

  it('says so when nothing was submitted, and shows no draft', async () => {
    const head = {
      campaign: CAMPAIGN,
      unit: 'daqing',
      form: 'media',
      state: 'draft',
      version: 1,
      revision: 0,
      nil: false,
    };
    await d.table.put({ ...keys.head(head), type: 'head', ...head });
    const html = await page('/desk/reports/daqing/media');
    expect(html).toContain('该单位尚未报送此报表');
    expect(html).toContain('填报中');
    expect(html).not.toContain('name="decision"');
  });

  it.each(['atlantis/media', 'harbin/poem', 'HARBIN/media', 'harbin/__proto__', 'constructor/media'])(
    'is not found as %s',
    async (path) => {
      expect((await d.get(`/desk/reports/${path}`, d.as.lead)).status).toBe(404);
      expect((await d.decide(path, { decision: 'accept', revision: 1 }, d.as.lead)).status).toBe(404);
    },
  );

  it('leads to the very bytes that a revision pinned, under the name of the file', async () => {
    const answer = await d.get(`/desk/reports/harbin/media/attachments/${film.id}`, d.as.lead);
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toBe(`https://files.example.org/${film.key}`);
    expect(d.links).toMatchObject([{ key: film.key, versionId: film.pin.versionId, name: '开幕式 <1>.mp4' }]);
  });

  it('leads to a file that arrived and is in no revision yet, and to none that did not arrive', async () => {
    const fresh = pinned('harbin', 'media', { name: 'fresh.mp4', bytes: Buffer.alloc(3) });
    const { pin } = fresh;
    const about = {
      ...fresh,
      campaign: CAMPAIGN,
      unit: 'harbin',
      form: 'media',
      requestedBy: 'a@example.org',
    };
    const row = (given: object) =>
      toRow.attachment(Attachment.parse({ ...about, requestedAt: pin.completedAt, ...given }));
    const address = `/desk/reports/harbin/media/attachments/${fresh.id}`;
    await d.table.put(row({}));
    expect((await d.get(address, d.as.lead)).status).toBe(302);
    expect((await d.get(`${address}?revision=1`, d.as.lead)).status).toBe(404);
    await d.table.put(row({ pin: undefined, state: 'awaiting' }));
    expect((await d.get(address, d.as.lead)).status).toBe(404);
  });

  it.each([anId(), 'x', 'a%2f..%2fb', '%00'])('has no file %s', async (id) => {
    expect((await d.get(`/desk/reports/harbin/media/attachments/${id}`, d.as.lead)).status).toBe(404);
  });

  it('does not lead to a file of another report', async () => {
    expect((await d.get(`/desk/reports/jixi/media/attachments/${film.id}`, d.as.lead)).status).toBe(404);
  });

  it('logs no name, address or answer (I8)', async () => {
    await page('/desk/reports/harbin/media?revision=1');
    await d.decide('harbin/media', { decision: 'return', message: '请更正标题', revision: 2 }, d.as.lead);
    await d.decide('harbin/media', { decision: 'return', message: '请更正标题', revision: 1 }, d.as.lead);
    expect(d.log.lines.length).toBeGreaterThan(1);
    expect(d.log.lines.join()).not.toMatch(/@|开幕式|示例|请更正标题/);
  });
});
