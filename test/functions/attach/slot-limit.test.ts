import { beforeEach, describe, expect, it } from '@jest/globals';
import type { AttachmentView } from '../../../schemas/contract/attachments.ts';
import { desk, type Ticket } from './desk.ts';

const SUMMARIES = '/reports/summary/attachments';
const PDF = 'application/pdf';
/** The slot takes one. */
const REPORT = { slot: 'report', name: '总结.pdf', size: 9, type: PDF };

let d: Awaited<ReturnType<typeof desk>>;

const begin = async (more: object = {}) =>
  (await d.harbin.json<Ticket>('POST', SUMMARIES, { ...REPORT, upload: 'post', ...more })).body;

async function plain(): Promise<string> {
  const begun = await d.harbin.post(SUMMARIES, [
    ['slot', 'report'],
    ['type', PDF],
  ]);
  return (begun.headers.get('location') ?? '').split('/').at(-1) ?? '';
}

const send = (id: string) => d.objects.put(`heilongjiang-2023/harbin/summary/${id}`, PDF, 9, '总结.pdf');
const call = (id: string, what: string, body: object = {}) =>
  d.harbin.json<AttachmentView & Ticket>('POST', `${SUMMARIES}/${id}/${what}`, body);
const view = async (id: string, language = 'zh-CN') =>
  (
    await d.harbin.json<AttachmentView>('GET', `${SUMMARIES}/${id}`, undefined, {
      'accept-language': language,
    })
  ).body;
const states = (ids: string[]) => Promise.all(ids.map(async (id) => (await view(id)).state));

describe('a slot that is full', () => {
  beforeEach(async () => {
    d = await desk();
  });

  it('refuses what pages without script have sent too many, and says what to do', async () => {
    const ids = [await plain(), await plain(), await plain(), await plain()];
    for (const id of ids) send(id);
    await Promise.all(ids.map((id) => call(id, 'complete')));
    const all = await states(ids);
    expect(all.toSorted()).toEqual(['checking', 'refused', 'refused', 'refused']);
    const refused = ids[all.indexOf('refused')] ?? '';
    expect((await view(refused)).findings).toEqual([
      { code: 'too-many-files', message: expect.stringContaining('移除不需要的文件') },
    ]);
    expect((await view(refused, 'en')).findings[0]?.message).toContain('Remove those that are not needed');
  });

  it('refuses the second of two that were to take the place of the same file', async () => {
    const { id: first } = await begin();
    send(first);
    await call(first, 'complete');
    const next = [(await begin({ replaces: first })).id];
    d.at('2023-06-10T01:16:00.000Z');
    next.push((await begin({ replaces: first })).id);
    for (const id of next) {
      send(id);
      await call(id, 'complete');
    }
    expect(await states(next)).toEqual(['checking', 'refused']);
  });

  it('refuses one that was announced long ago and comes after another', async () => {
    const { id: slow } = await begin();
    d.at('2023-06-10T01:16:00.000Z');
    const { id: quick } = await begin();
    for (const id of [quick, slow]) {
      send(id);
      await call(id, 'complete');
    }
    expect(await states([quick, slow])).toEqual(['checking', 'refused']);
    // What is refused goes, and there is a place again.
    await call(quick, 'remove');
    await call(slow, 'remove');
    expect((await begin()).id).toBeDefined();
  });

  it('tells who confirms a file that was removed that there is none, and leaves what it was to replace', async () => {
    const { id: first } = await begin();
    send(first);
    await call(first, 'complete');
    const { id } = await begin({ replaces: first });
    await call(id, 'remove');
    send(id);
    expect((await call(id, 'complete')).status).toBe(404);
    const back = await d.harbin.open(`${SUMMARIES}/${id}/uploaded`);
    expect(back.headers.get('location')).toContain('notice=removed');
    expect(await states([first, id])).toEqual(['checking', 'awaiting']);
    expect((await call(id, 'change', { caption: '封面' })).status).toBe(404);
  });

  it('keeps a caption of 200 characters, however many units a machine counts', async () => {
    const { id } = await begin();
    expect((await call(id, 'change', { caption: '🎈'.repeat(200) })).body.caption).toHaveLength(400);
    const long = await call(id, 'change', { caption: '🎈'.repeat(201) });
    expect([long.status, long.body.errors[0]?.message]).toEqual([
      422,
      '说明有201个字，最多200个字，请精简。',
    ]);
  });
});
