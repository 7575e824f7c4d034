import { beforeEach, describe, expect, it } from '@jest/globals';
import { toRow } from '../../../functions/shared/records/reports.ts';
import { Attachment } from '../../../schemas/attachment.ts';
import { inBrowser, posted } from '../../support/signed-in.ts';
import { CAMPAIGN, pinned, store } from '../../support/stored-reports.ts';
import { type DeskWorld, deskWorld } from './desk.ts';

const SMALL = {
  code: 'small-picture',
  message: '图片为800×600像素。',
  en: 'The picture has 800×600 pixels.',
};
const picture = pinned('harbin', 'media', { name: '开幕式.jpg', bytes: Buffer.alloc(3) });
const address = `/desk/reports/harbin/media/attachments/${picture.id}`;

let d: DeskWorld;

const put = (given: Partial<Attachment>) =>
  d.table.put(
    toRow.attachment(
      Attachment.parse({
        ...picture,
        campaign: CAMPAIGN,
        unit: 'harbin',
        form: 'media',
        slot: 'picture',
        type: 'image/jpeg',
        requestedBy: 'a@example.org',
        requestedAt: picture.pin.completedAt,
        ...given,
      }),
    ),
  );

const row = () => d.table.rows().find(({ id, type }) => id === picture.id && type === 'attachment');
const audits = () => d.table.rows().filter(({ type }) => type === 'audit');
const view = (language = 'zh-CN') =>
  d.get(`${address}/view`, { ...inBrowser(d.as.cast), 'accept-language': language });

async function allow(reason: string, headers = d.as.cast) {
  const { body, type } = posted({ reason });
  return d.send(`${address}/allow`, body, { ...inBrowser(headers), 'content-type': type });
}

describe('a file on the desk', () => {
  beforeEach(async () => {
    d = await deskWorld();
  });

  it.each([
    ['image/jpeg', '<img class="shown"'],
    ['video/mp4', '<video class="shown"'],
  ])('that is %s and was accepted is shown in the page, from the store alone', async (type, element) => {
    await put({ state: 'accepted', type });
    const answer = await view();
    expect(answer.headers.get('content-security-policy')).toMatch(
      /img-src 'self' https:\/\/files\.example\.org; media-src https:\/\/files\.example\.org;/,
    );
    expect(await answer.text()).toContain(element);
    expect(d.links).toMatchObject([
      { key: picture.key, versionId: picture.pin.versionId, inline: true, type },
    ]);
  });

  it.each([
    ['refused', 'image/jpeg'],
    ['unchecked', 'video/mp4'],
    ['checking', 'image/jpeg'],
    ['accepted', 'application/pdf'],
    ['accepted', 'text/html'],
  ] as const)('that is %s and %s is for download alone', async (state, type) => {
    await put({ state, type });
    const html = await (await view()).text();
    expect(html).not.toMatch(/class="shown"/);
    expect(html).toContain('请下载后打开');
    expect(d.links).toEqual([]);
  });

  it('that holds malware is given to nobody, with a sentence instead of the refusal of the store', async () => {
    const { versionId } = picture.pin;
    await put({ state: 'accepted', scan: { versionId, result: 'infected' } });
    expect(await (await view()).text()).toContain('该文件含有病毒');
    const asked = await d.get(address, { ...inBrowser(d.as.cast), 'accept-language': 'en' });
    expect([asked.status, await asked.text()]).toEqual([409, expect.stringContaining('not given out')]);
    expect(d.links).toEqual([]);
    // Where there is no scanner this says nothing of it.
    await put({ state: 'accepted', scan: { versionId, result: 'unscannable' } });
    expect((await d.get(address, d.as.cast)).status).toBe(302);
  });

  it.each([
    ['infected', '文件含有病毒', 'scan its computer'],
    ['unscannable', '可能设有密码', 'without a password'],
    [undefined, '几分钟', 'some minutes'],
    ['clean', undefined, undefined],
  ] as const)('that only an old revision has is %s: whoever asks is told so', async (result, zh, en) => {
    d = await deskWorld(undefined, undefined, true);
    const { versionId } = picture.pin;
    await store(d.table, { unit: 'harbin', form: 'media', attachments: [picture] });
    await store(d.table, { unit: 'harbin', form: 'media', revision: 2, attachments: [] });
    await put({ state: 'accepted', removed: true, ...(result && { scan: { versionId, result } }) });
    const old = `${address}?revision=1`;
    const answers = await Promise.all(
      ['zh-CN', 'en'].map((language) => d.get(old, { ...inBrowser(d.as.cast), 'accept-language': language })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(2).fill(zh === undefined ? 302 : 409));
    if (zh === undefined) return;
    const [inChinese, inEnglish] = await Promise.all(answers.map((answer) => answer.text()));
    expect(inChinese).toContain(zh);
    expect(inEnglish).toContain(en);
    if (result !== 'infected') {
      const page = await d.get(`${address}/view?revision=1`, inBrowser(d.as.cast));
      expect(await page.text()).toContain(zh);
    }
    expect(d.links).toEqual([]);
  });

  const MISMATCH = { code: 'type-mismatch', message: '文件内容不是JPEG格式。' };
  const FOREIGN = { code: 'foreign-content', message: '文件中夹带了网页。' };
  const ALLOWED = { code: 'allowed-by-office', message: '主管部门已认可：可用' };
  const media = { width: 1280, height: 720 };
  it.each([
    ['a video that is refused for its measures', 'refused', 'video/mp4', [SMALL], { media }, true],
    [
      'a picture that was allowed with its measures',
      'accepted',
      'image/jpeg',
      [SMALL, ALLOWED],
      { media },
      true,
    ],
    ['a page named as a picture', 'refused', 'image/jpeg', [MISMATCH], {}, false],
    ['a page named as a picture and allowed', 'accepted', 'image/jpeg', [MISMATCH, ALLOWED], {}, false],
    ['a picture that carries a page', 'accepted', 'image/jpeg', [FOREIGN, ALLOWED], { media }, false],
    ['what nobody looked into and was allowed', 'accepted', 'image/jpeg', [ALLOWED], {}, false],
    [
      'what holds malware',
      'refused',
      'video/mp4',
      [{ code: 'infected', message: '文件含有病毒' }],
      { media },
      false,
    ],
  ] as const)('is shown by what it is: %s', async (_, state, type, findings, more, shown) => {
    await put({ state, type, findings: [...findings], ...more });
    expect((await (await view()).text()).includes('class="shown"')).toBe(shown);
    expect(d.links).toHaveLength(shown ? 1 : 0);
  });

  it('that the office allowed is called so, wherever it stands, and not good', async () => {
    await put({ state: 'accepted', findings: [SMALL, ALLOWED] });
    const inChinese = await (await view()).text();
    expect(inChinese).toMatch(/class="tag tag-accepted">主管部门已认可</);
    expect(inChinese).not.toContain('检测合格');
    expect(await (await view('en')).text()).toContain('>Allowed by the office<');
  });

  it('that was removed is not allowed any more, and its page does not offer it', async () => {
    await store(d.table, { unit: 'harbin', form: 'media', attachments: [picture] });
    await put({ state: 'refused', findings: [SMALL], removed: true });
    expect(await (await view()).text()).not.toContain('认可理由');
    expect((await allow('可用')).status).toBe(404);
    expect(audits()).toEqual([]);
    expect(row()).toMatchObject({ state: 'refused' });
  });

  it.each([
    ['zh-CN', '', '请填写认可理由。'],
    ['en', '  ', 'Enter the reason.'],
    ['en', undefined, 'Enter the reason.'],
    ['zh-CN', '因'.repeat(501), '“认可理由”最多500个字。'],
  ])('asks programs for a reason in words: %s %p', async (language, reason, message) => {
    await put({ state: 'refused', findings: [SMALL] });
    const answer = await d.send(`${address}/allow`, JSON.stringify({ reason }), {
      ...d.as.cast,
      'content-type': 'application/json',
      'accept-language': language,
    });
    const { errors } = (await answer.json()) as { errors: object[] };
    expect([answer.status, errors]).toEqual([
      422,
      [expect.objectContaining({ pointer: '/reason', message })],
    ]);
    expect(audits()).toEqual([]);
  });

  it('that was removed before anybody submitted it is no business of the office', async () => {
    await put({ state: 'accepted', removed: true });
    expect((await d.get(address, d.as.cast)).status).toBe(404);
  });

  it('that was refused is taken for a reason, which stays beside what was found and in the audit log', async () => {
    await put({ state: 'refused', findings: [SMALL] });
    expect(await (await view()).text()).toContain('认可理由');
    const answer = await allow('现场只有这一张照片');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${address}/view`]);
    expect(row()).toMatchObject({
      state: 'accepted',
      findings: [SMALL, { code: 'allowed-by-office', message: '主管部门已认可：现场只有这一张照片' }],
    });
    expect(audits()).toMatchObject([
      {
        action: 'file-allowed',
        by: 'cast@example.org',
        office: 'cast',
        unit: 'harbin',
        form: 'media',
        attachment: picture.id,
        reason: '现场只有这一张照片',
      },
    ]);
    expect(await (await view('en')).text()).toContain('Allowed by the office: 现场只有这一张照片');
    expect(d.log.lines.join()).not.toMatch(/照片|@/);
    expect((await allow('再来一次')).status).toBe(409);
    expect(audits()).toHaveLength(1);
  });

  it('is not taken without a reason, and what stands there stays', async () => {
    await put({ state: 'refused', findings: [SMALL] });
    const answer = await allow('  ');
    expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining('请填写认可理由')]);
    expect(row()).toMatchObject({ state: 'refused' });
  });

  it.each([
    { state: 'accepted' },
    { state: 'checking' },
    { state: 'refused', scan: { versionId: picture.pin.versionId, result: 'infected' } },
  ] as const)('that is %o cannot be taken against its inspection', async (given) => {
    await put(given);
    expect((await allow('可用')).status).toBe(409);
    expect(audits()).toEqual([]);
  });

  it('is taken by offices alone', async () => {
    await put({ state: 'refused' });
    expect((await allow('可用', d.as.clerk)).status).toBe(403);
  });
});
