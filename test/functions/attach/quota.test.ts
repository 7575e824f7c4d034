import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { beginPlainUpload, beginUpload, openSlot } from '../../../functions/attach/begin-upload.ts';
import { complete } from '../../../functions/shared/attachments/complete.ts';
import { removeAttachment } from '../../../functions/shared/attachments/remove.ts';
import { restoreAttachment } from '../../../functions/shared/attachments/restore.ts';
import { Problem } from '../../../functions/shared/problems.ts';
import { keys } from '../../../functions/shared/records/keys.ts';
import { findAttachment } from '../../../functions/shared/records/reports.ts';
import { ownReport } from '../../../functions/shared/reports/own-report.ts';
import { UploadRequest } from '../../../schemas/contract/attachments.ts';
import { formOf } from '../../../schemas/forms/index.ts';

import { GIB, HOUR, MIB, type World, world } from './quota-world.ts';

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
