import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { finishUpload } from '../../../../functions/attach/finish-upload.ts';
import { arrived } from '../../../../functions/complete-attachment/arrived.ts';
import { reconcile } from '../../../../functions/reconcile/reconcile.ts';
import { removeAttachment } from '../../../../functions/shared/attachments/remove.ts';
import { restoreAttachment } from '../../../../functions/shared/attachments/restore.ts';
import { Problem } from '../../../../functions/shared/problems.ts';
import { findAttachment, findWork, toRow } from '../../../../functions/shared/records/reports.ts';
import { ownReport } from '../../../../functions/shared/reports/own-report.ts';
import { Attachment } from '../../../../schemas/attachment.ts';
import { heilongjiang2023 } from '../../../../schemas/campaigns/heilongjiang-2023.ts';
import { Draft, ReportHead } from '../../../../schemas/report.ts';
import { collectedLog } from '../../../support/collected-log.ts';
import { memoryObjects } from '../../../support/memory-objects.ts';
import { memoryTable } from '../../../support/memory-table.ts';

const START = Date.parse('2023-06-10T01:00:00.000Z');
const savedAt = new Date(START).toISOString();
const report = { campaign: 'heilongjiang-2023', unit: 'harbin', form: 'summary' };
const A = 'a'.padStart(26, '0');
const B = 'b'.padStart(26, '0');
const keyOf = (id: string) => `heilongjiang-2023/harbin/summary/${id}`;

type Path = 'confirm' | 'event' | 'reconciler';
const PATHS: Path[] = ['confirm', 'event', 'reconciler'];

/** A good file, and another one that was begun to take its place in a slot that holds one. */
async function world() {
  const table = memoryTable();
  let now = START;
  const objects = memoryObjects(() => new Date(now));
  const clock = () => new Date(now);
  const log = collectedLog();
  const builder = { start: async () => {} };
  const given = { campaign: heilongjiang2023, table, objects, clock, log, builder };
  const http = { ...given, filesOrigin: 'https://f.example.org', siteUrl: 'https://s.example.org' };
  const session = { campaign: report.campaign, role: 'unit', unit: 'harbin' };
  const own = ownReport(heilongjiang2023, session as never, 'summary');
  const file = (more: object) =>
    table.put(
      toRow.attachment(
        Attachment.parse({
          ...report,
          slot: 'report',
          name: '总结.pdf',
          type: 'application/pdf',
          announcedSize: 9,
          state: 'awaiting',
          requestedAt: new Date(START).toISOString(),
          requestedBy: 'harbin@example.org',
          ...more,
        }),
      ),
    );
  objects.put(keyOf(A), 'application/pdf', 9);
  const { versionId, etag, size } = (await objects.head(keyOf(A))) ?? { versionId: '', etag: '', size: 0 };
  const pin = { versionId, etag, size, completedAt: new Date(START).toISOString() };
  await file({ id: A, key: keyOf(A), state: 'accepted', pin });
  await file({ id: B, key: keyOf(B), replaces: A });
  const find = async (id: string) => {
    const found = await findAttachment(table, report, id);
    if (!found) throw new Error('lost');
    return found;
  };
  const head = (state: string) =>
    table.put(toRow.head(ReportHead.parse({ ...report, state, version: 2, revision: 1 })));
  async function told(path: Path) {
    if (path === 'confirm') return finishUpload(http, await find(B));
    if (path === 'event')
      return arrived(given, { detail: { object: { key: keyOf(B), 'version-id': 'v2' } } });
    // Long enough for whatever the reconciler postponed.
    now += Math.max(90 * 60_000, now - START + 10 * 60_000);
    return reconcile(given);
  }
  async function go(step: Step, path: Path): Promise<void> {
    try {
      if (step === 'send' && !objects.stored.has(keyOf(B))) objects.put(keyOf(B), 'application/pdf', 9);
      if (step === 'remove') await removeAttachment(table, report, B);
      if (step === 'restore') await restoreAttachment(given, own, B);
      if (step === 'take back') await restoreAttachment(given, own, A);
      if (step === 'accept') await head('accepted');
      if (step === 'return') await head('returned');
      if (step === 'tell') await told(path);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
    }
  }
  const stand = async () => {
    const [a, b] = [await find(A), await find(B)];
    return { a: a.removed, b: [b.removed, b.state, b.pin?.versionId], files: [a, b] };
  };
  return { table, told, go, stand, find, file, own, given };
}

type Step = 'send' | 'tell' | 'remove' | 'restore' | 'take back' | 'accept' | 'return';
const STEPS: Step[] = ['send', 'tell', 'tell', 'remove', 'restore', 'take back', 'accept', 'return'];

describe('a file that is to take the place of another', () => {
  it('ends alike by confirmation, event and reconciler, in any order and however often (I3, I6)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...STEPS), { maxLength: 9 }), async (steps) => {
        const ends = [];
        for (const path of PATHS) {
          const w = await world();
          let accepted = false;
          for (const step of steps) {
            const before = await w.stand();
            await w.go(step, path);
            const after = await w.stand();
            // Nothing but a restoration changes an accepted report here, and that is kept from it elsewhere.
            if (accepted && step === 'tell') expect(after).toEqual(before);
            if (step === 'accept') accepted = true;
            if (step === 'return') accepted = false;
            // The good file goes only for one that is there.
            if (!before.a && after.a) expect(after.files[1]).toMatchObject({ removed: false, pin: {} });
            const present = after.files.filter(({ removed, pin }) => pin && !removed);
            expect(present.length).toBeLessThanOrEqual(1);
          }
          const { a, b } = await w.stand();
          ends.push({ a, b });
        }
        expect(ends[1]).toEqual(ends[0]);
        expect(ends[2]).toEqual(ends[0]);
      }),
      { numRuns: 150 },
    );
  });

  it.each(PATHS)('leaves it where it is when it was removed before its bytes came: %s', async (path) => {
    const w = await world();
    for (const step of ['remove', 'send', 'tell', 'tell'] as const) await w.go(step, path);
    expect(await w.stand()).toMatchObject({ a: false, b: [true, 'awaiting', undefined] });
  });

  it.each(PATHS)('waits while the report is accepted, and comes when it is returned: %s', async (path) => {
    const w = await world();
    await w.go('accept', path);
    await w.go('send', path);
    if (path === 'confirm') await expect(w.told(path)).rejects.toThrow('already-accepted');
    await w.go('tell', path);
    expect(await w.stand()).toMatchObject({ a: false, b: [false, 'awaiting', undefined] });
    await w.go('return', path);
    // The unit's own page or the reconciler asks again.
    await w.go('tell', path === 'event' ? 'reconciler' : path);
    expect(await w.stand()).toMatchObject({ a: true, b: [false, 'checking', 'v2'] });
  });

  it('that is removed at the very moment stays removed, and the other one stays', async () => {
    const w = await world();
    await w.go('send', 'event');
    const seen = await w.find(B);
    await w.go('remove', 'event');
    expect(await finishUpload(w.given as never, seen)).toBeUndefined();
    expect(await w.stand()).toMatchObject({ a: false, b: [true, 'awaiting', undefined] });
  });

  it('and was refused does not stand in its way when it is taken back, and goes; answers name it again', async () => {
    const w = await world();
    for (const step of ['send', 'tell'] as const) await w.go(step, 'event');
    const taken = await w.find(B);
    await w.go('take back', 'event');
    // One that is good does.
    expect(await w.stand()).toMatchObject({ a: true, b: [false, 'checking', 'v2'] });
    await w.file({ ...taken, state: 'refused' });
    const typed = { version: 1, base: 0, explanations: {}, savedAt };
    await w.table.put(toRow.draft(report, Draft.parse({ ...typed, answers: { file: B } })));
    const answers = async () => (await findWork(w.table, report)).draft?.answers;
    expect(await answers()).toEqual({ file: B });
    await w.go('take back', 'event');
    expect(await answers()).toEqual({ file: A });
    expect(await w.stand()).toMatchObject({ a: false, b: [true, 'refused', 'v2'] });
  });
});
