import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type * as z from 'zod';
import { attachApp } from '../../../functions/attach/app.ts';
import { beginPlainUpload, beginUpload, openSlot } from '../../../functions/attach/begin-upload.ts';
import { complete } from '../../../functions/shared/attachments/complete.ts';
import { removeAttachment } from '../../../functions/shared/attachments/remove.ts';
import { restoreAttachment } from '../../../functions/shared/attachments/restore.ts';
import { Problem } from '../../../functions/shared/problems.ts';
import { keys } from '../../../functions/shared/records/keys.ts';
import { findAttachment } from '../../../functions/shared/records/reports.ts';
import { ownReport } from '../../../functions/shared/reports/own-report.ts';
import type { Campaign } from '../../../schemas/campaign.ts';
import { heilongjiang2023 } from '../../../schemas/campaigns/heilongjiang-2023.ts';
import { AttachmentList } from '../../../schemas/contract/attachment-list.ts';
import { UploadRequest } from '../../../schemas/contract/attachments.ts';
import { formOf } from '../../../schemas/forms/index.ts';
import type { Quota } from '../../../schemas/quota.ts';
import { signedIn } from '../../support/clerk.ts';
import { collectedLog } from '../../support/collected-log.ts';
import { memoryObjects } from '../../support/memory-objects.ts';
import { memoryTable } from '../../support/memory-table.ts';

const MIB = 1024 ** 2;
const GIB = 1024 * MIB;
const START = Date.parse('2023-06-10T01:00:00.000Z');
const HOUR = 60 * 60_000;

function world(quota: Quota) {
  const campaign: Campaign = { ...heilongjiang2023, quota };
  const table = memoryTable();
  const objects = memoryObjects();
  let now = START;
  const dependencies = {
    campaign,
    table,
    objects,
    clock: () => new Date(now),
    log: collectedLog(),
    filesOrigin: 'https://files.example.org',
    siteUrl: 'https://site.example.org',
  };
  const session = {
    email: 'harbin@example.org',
    campaign: campaign.id,
    role: 'unit' as const,
    unit: 'harbin',
    createdAt: new Date(START).toISOString(),
  };
  const files = () => table.rows().filter(({ type }) => type === 'attachment');
  /** What stays if nothing more happens. */
  const kept = (form?: string) =>
    files().filter(
      (file) =>
        file.pin !== undefined &&
        file.removed !== true &&
        file.state !== 'refused' &&
        (form === undefined || file.form === form),
    );
  return { campaign, table, objects, dependencies, session, files, kept, pass: (ms: number) => (now += ms) };
}

type World = ReturnType<typeof world>;

const bytesOf = (files: ReturnType<World['kept']>) =>
  files.reduce((sum, { pin }) => sum + Number((pin as { size: number }).size), 0);

interface Step {
  what: 'begin' | 'parts' | 'plain' | 'arrive' | 'remove' | 'restore' | 'refuse' | 'wait';
  form: 'media' | 'statistics' | 'summary';
  /** Of 10 of what a file of the slot may have at most. */
  tenths: number;
  which: number;
  replacing: boolean;
}

const SLOTS = {
  media: { slot: 'video', name: 'a.mp4', type: 'video/mp4', most: 2 * GIB },
  summary: { slot: 'report', name: 'a.pdf', type: 'application/pdf', most: 100 * MIB },
  statistics: { slot: 'scan', name: 'a.pdf', type: 'application/pdf', most: 100 * MIB },
};

async function take(of: World, { what, form, tenths, which, replacing }: Step): Promise<void> {
  const { dependencies, session, campaign, table, objects } = of;
  const { slot, name, type, most } = SLOTS[form];
  const own = ownReport(campaign, session as never, form);
  const size = Math.ceil((most * tenths) / 10);
  const all = of.files().filter((file) => file.form === form);
  const one = all[which % Math.max(all.length, 1)];
  const replaces = replacing && one?.removed !== true ? (one?.id as string | undefined) : undefined;
  if (what === 'wait') return void of.pass(tenths * 20 * HOUR);
  if (what === 'begin' || what === 'parts') {
    const upload = what === 'begin' ? 'post' : 'multipart';
    const request = UploadRequest.parse({ slot, name, size, type, upload, partSize: 64 * MIB, replaces });
    await beginUpload(dependencies, own, session as never, request);
  }
  if (what === 'plain') {
    const open = await openSlot(dependencies, own, { slot, replaces });
    await beginPlainUpload(dependencies, own, session as never, open.slot, { type, replaces });
  }
  if (!one) return;
  const key = keys.attachment(own, String(one.id));
  if (what === 'remove') await removeAttachment(table, own, String(one.id));
  if (what === 'restore') await restoreAttachment(dependencies, own, String(one.id));
  if (what === 'refuse' && one.pin) {
    const names = { '#state': 'state' };
    await table.update({ key, update: 'SET #state = :no', names, values: { ':no': 'refused' } });
  }
  if (what === 'arrive') {
    const announced = one.announcedSize as number | undefined;
    if (!one.pin) objects.put(String(one.key), type, announced ?? size, name);
    const attachment = await findAttachment(table, own, String(one.id));
    if (attachment) await complete(dependencies, attachment);
  }
}

const step: fc.Arbitrary<Step> = fc.record({
  what: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom<Step['what']>('begin', 'parts') },
    { weight: 3, arbitrary: fc.constant<Step['what']>('plain') },
    { weight: 6, arbitrary: fc.constant<Step['what']>('arrive') },
    { weight: 1, arbitrary: fc.constantFrom<Step['what']>('remove', 'restore', 'refuse', 'wait') },
  ),
  form: fc.oneof(
    { weight: 8, arbitrary: fc.constant('media' as const) },
    { weight: 1, arbitrary: fc.constant('statistics' as const) },
    { weight: 3, arbitrary: fc.constant('summary' as const) },
  ),
  tenths: fc.constantFrom(3, 5, 10),
  which: fc.nat(5),
  replacing: fc.boolean(),
});

describe('a quota', () => {
  it.each([
    ['bytes of a unit', { files: 100, bytes: 2 * GIB }],
    ['files of a unit', { files: 2, bytes: 100 * GIB }],
  ])(
    'of %s is never passed, whatever is asked for at once, arrives and goes in any order',
    async (_, quota) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.array(step, { minLength: 1, maxLength: 2 }), {
            minLength: 15,
            maxLength: 30,
          }),
          async (story) => {
            const of = world(quota);
            for (const together of story) {
              await Promise.all(
                together.map((one) =>
                  take(of, one).catch((error) => {
                    if (!(error instanceof Problem)) throw error;
                  }),
                ),
              );
              expect(of.kept().length).toBeLessThanOrEqual(quota.files);
              expect(bytesOf(of.kept())).toBeLessThanOrEqual(quota.bytes);
              // Nor is a slot: what office and inspection refuse counts for nothing here.
              expect(of.kept('summary').length).toBeLessThanOrEqual(1);
            }
          },
        ),
        { numRuns: 60 },
      );
    },
  );

  it('of a report is never passed either', async () => {
    const most = formOf('statistics')?.quota ?? { files: 0, bytes: 0 };
    const of = world({ files: 1000, bytes: 1000 * GIB });
    const begin: Step = { what: 'begin', form: 'statistics', tenths: 10, which: 0, replacing: false };
    const tries = await Promise.allSettled(Array.from({ length: 14 }, () => take(of, begin)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
    for (let which = 0; which < 10; which++) await take(of, { ...begin, what: 'arrive', which });
    expect(bytesOf(of.kept('statistics'))).toBeLessThanOrEqual(most.bytes);
    expect(of.kept('statistics')).toHaveLength(10);
  });

  it('counts a file that has not come beside the one that is to take its place in turn', async () => {
    const of = world({ files: 2, bytes: 5 * GIB });
    const begin: Step = { what: 'begin', form: 'media', tenths: 1, which: 0, replacing: false };
    await take(of, begin);
    await take(of, { ...begin, what: 'arrive' });
    await take(of, { ...begin, replacing: true });
    await take(of, { ...begin, which: 1, replacing: true });
    await expect(take(of, { ...begin, which: 2, replacing: true })).rejects.toThrow('quota-exceeded');
  });

  it('lets the last of the room go to one of two who ask at the same moment', async () => {
    const of = world({ files: 1, bytes: GIB });
    const begin: Step = { what: 'begin', form: 'media', tenths: 1, which: 0, replacing: false };
    const tries = await Promise.allSettled([take(of, begin), take(of, begin)]);
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(of.files()).toHaveLength(1);
  });
});

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
