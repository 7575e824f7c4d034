import { describe, expect, it } from '@jest/globals';
import type * as z from 'zod';
import { attachApp } from '../../../functions/attach/app.ts';
import { AttachmentList } from '../../../schemas/contract/attachment-list.ts';
import type { Quota } from '../../../schemas/quota.ts';
import { signedIn } from '../../support/clerk.ts';

import { GIB, MIB, START, world } from './quota-world.ts';

interface Answer {
  id: string;
  code: string;
  errors: { code: string; message: string }[];
}

async function desk(quota: Quota) {
  const of = world(quota);
  const app = attachApp(of.dependencies);
  const harbin = await signedIn(app, of.table, { unit: 'harbin' }, new Date(START));
  const ask = (size: number, more: object = {}) =>
    harbin.json<Answer>('POST', '/reports/media/attachments', {
      slot: 'video',
      name: '开幕式.mp4',
      type: 'video/mp4',
      size,
      ...more,
    });
  return { ...of, harbin, ask };
}

describe('a full quota', () => {
  it('says how much is used, how much is left, and what to do', async () => {
    const { ask } = await desk({ files: 9, bytes: GIB });
    await ask(600 * MIB);
    const { status, body } = await ask(500 * MIB);
    expect([status, body.code, body.errors[0]?.code]).toEqual([409, 'quota-exceeded', 'unit-quota']);
    expect(body.errors[0]?.message).toBe(
      '本单位各报表的附件合计最多9个文件、1 GB，已用1个、600 MB，剩余8个、424 MB，此文件为500 MB。请先移除不需要的文件，或将文件压缩后再上传。',
    );
  });

  it('has room again when a file is removed, and for the one that takes the place of another', async () => {
    const { ask, harbin, objects, dependencies } = await desk({ files: 9, bytes: GIB });
    const first = await ask(600 * MIB);
    const { id } = first.body;
    objects.put(`heilongjiang-2023/harbin/media/${id}`, 'video/mp4', 600 * MIB);
    await harbin.json('POST', `/reports/media/attachments/${id}/complete`, {});
    const instead = await ask(GIB, { replaces: id });
    expect(instead.status).toBe(201);
    expect((await ask(MIB)).status).toBe(409);
    await harbin.json('POST', `/reports/media/attachments/${instead.body.id}/remove`, {});
    expect((await ask(424 * MIB)).status).toBe(201);
    expect(dependencies.log.lines.join('')).not.toContain('开幕式');
  });

  it('keeps out a removed file that would pass it now, and lets it back when there is room', async () => {
    const { ask, harbin, objects } = await desk({ files: 9, bytes: GIB });
    const { id } = (await ask(600 * MIB)).body;
    objects.put(`heilongjiang-2023/harbin/media/${id}`, 'video/mp4', 600 * MIB);
    await harbin.json('POST', `/reports/media/attachments/${id}/complete`, {});
    const call = (what: string, one = id) =>
      harbin.json<Answer>('POST', `/reports/media/attachments/${one}/${what}`, {});
    await call('remove');
    const other = await ask(500 * MIB);
    const refused = await call('restore');
    expect([refused.status, refused.body.code]).toEqual([409, 'quota-exceeded']);
    expect(refused.body.errors[0]?.message).toContain('剩余8个、524 MB，此文件为600 MB');
    await call('remove', other.body.id);
    expect((await call('restore')).status).toBe(200);
    expect((await ask(425 * MIB)).status).toBe(409);
    expect((await ask(424 * MIB)).status).toBe(201);
  });

  it('lets the last of the room go to one of two files that are taken back at once', async () => {
    const { ask, harbin, objects } = await desk({ files: 9, bytes: GIB });
    const ids: string[] = [];
    for (const _ of [1, 2]) {
      const { id } = (await ask(600 * MIB)).body;
      ids.push(id);
      objects.put(`heilongjiang-2023/harbin/media/${id}`, 'video/mp4', 600 * MIB);
      await harbin.json('POST', `/reports/media/attachments/${id}/complete`, {});
      await harbin.json('POST', `/reports/media/attachments/${id}/remove`, {});
    }
    const answers = await Promise.all(
      ids.map((id) => harbin.json('POST', `/reports/media/attachments/${id}/restore`, {})),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('is told to programs with the files, as it is after each of them', async () => {
    const { ask, harbin, objects } = await desk({ files: 9, bytes: GIB });
    type List = z.infer<typeof AttachmentList>;
    const list = async (query = '') => {
      const { status, body } = await harbin.json<List>('GET', `/reports/media/attachments${query}`);
      expect(status).toBe(200);
      return AttachmentList.parse(body);
    };
    const told = ({ attachments, slots, rooms }: List) => [
      attachments.map(({ state }) => state),
      slots.find(({ slot }) => slot === 'video')?.left,
      rooms.find((room) => room.of === 'unit')?.left,
    ];
    expect(told(await list())).toEqual([[], 20, { files: 9, bytes: GIB }]);
    const { id } = (await ask(600 * MIB)).body;
    expect(told(await list())).toEqual([['awaiting'], 19, { files: 8, bytes: 424 * MIB }]);
    objects.put(`heilongjiang-2023/harbin/media/${id}`, 'video/mp4', 600 * MIB);
    await harbin.json('POST', `/reports/media/attachments/${id}/complete`, {});
    expect(told(await list())).toEqual([['checking'], 19, { files: 8, bytes: 424 * MIB }]);
    expect(told(await list(`?replaces=${id}`))).toEqual([['checking'], 20, { files: 9, bytes: GIB }]);
    await harbin.json('POST', `/reports/media/attachments/${id}/remove`, {});
    expect(told(await list())).toEqual([[], 20, { files: 9, bytes: GIB }]);
    // Who opens it as a page has one.
    const page = await harbin.open('/reports/media/attachments');
    expect(page.headers.get('location')).toBe('/reports/media');
  });

  it('is told on the page before a file is chosen, and holds the form to what is left', async () => {
    const { ask, harbin } = await desk({ files: 9, bytes: GIB });
    await ask(600 * MIB);
    const choose = await harbin.open('/reports/media/attachments/new?slot=video');
    expect(choose.body).toContain(
      '本单位各报表附件合计还可上传：8个文件，共424 MB（已用1个、600 MB，限9个、1 GB）',
    );
    const begun = await harbin.post('/reports/media/attachments', [
      ['slot', 'video'],
      ['type', 'video/mp4'],
    ]);
    const page = await harbin.open(begun.headers.get('location') ?? '');
    expect(page.body).toContain(`value="0-${424 * MIB}"`);
    expect((await harbin.open('/reports/media/attachments/new?slot=video', 'en')).body).toContain(
      'Room left in all reports of this unit: 8 files with 424 MB (used: 1 with 600 MB of 9 with 1 GB)',
    );
  });

  it('refuses a file without script that arrives when the room is gone, with the reason', async () => {
    const { ask, harbin, objects } = await desk({ files: 9, bytes: GIB });
    const begun = await harbin.post('/reports/media/attachments', [
      ['slot', 'video'],
      ['type', 'video/mp4'],
    ]);
    const address = begun.headers.get('location') ?? '';
    expect((await ask(GIB)).status).toBe(201);
    objects.put(`heilongjiang-2023/harbin/media/${address.split('/').at(-1)}`, 'video/mp4', 9, 'a.mp4');
    expect((await harbin.open(`${address}/uploaded`)).headers.get('location')).toContain('notice=refused');
    expect((await harbin.json('GET', address)).body).toMatchObject({
      state: 'refused',
      findings: [{ code: 'over-quota', message: expect.stringContaining('附件额度不足') }],
    });
  });
});
