import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { arrived } from '../../../functions/complete-attachment/arrived.ts';
import type { Source } from '../../../functions/inspect-attachment/source.ts';
import { inspectAll } from '../../../functions/inspect-attachment/stream.ts';
import type { Analyser } from '../../../functions/inspect-attachment/video/analyser.ts';
import { reconcile } from '../../../functions/reconcile/reconcile.ts';
import { complete } from '../../../functions/shared/attachments/complete.ts';
import { keys } from '../../../functions/shared/records/keys.ts';
import { findAttachment, toRow } from '../../../functions/shared/records/reports.ts';
import { Attachment } from '../../../schemas/attachment.ts';
import { heilongjiang2023 } from '../../../schemas/campaigns/heilongjiang-2023.ts';
import { collectedLog } from '../../support/collected-log.ts';
import { bytesSource, newAnalyser } from '../../support/files.ts';
import { memoryObjects } from '../../support/memory-objects.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { mediaFile } from '../../support/upload.ts';

const analyser = newAnalyser();
afterAll(() => analyser.close());

const START = Date.parse('2023-06-10T01:00:00.000Z');
const report = { campaign: 'heilongjiang-2023', unit: 'harbin', form: 'media' };
const id = '0'.repeat(26);
const key = `heilongjiang-2023/harbin/media/${id}`;

const GOOD = readFileSync(mediaFile('ok-1920x1080.jpg'));
const SMALL = readFileSync(mediaFile('bad-800x600.jpg'));

/** A store, a table and all who work on an attachment, without a stream between them. */
function world(looker: Analyser = analyser, slot = 'picture', type = 'image/jpeg', name = '开幕式.jpg') {
  const table = memoryTable();
  const objects = memoryObjects();
  const log = collectedLog();
  const versions = new Map<string, Uint8Array>();
  const broken = { store: 0 };
  let now = START;
  const clock = () => new Date(now);
  const store = {
    open(_key: string, { versionId }: { versionId: string }): Source {
      const bytes = versions.get(versionId);
      if (!bytes) throw new Error('no such version');
      const source = bytesSource(bytes);
      return {
        size: source.size,
        async read(offset: number, length: number) {
          if (broken.store-- > 0) throw new Error('the store does not answer');
          return source.read(offset, length);
        },
      };
    },
  };
  const { pk, sk } = keys.attachment(report, id);
  const event = {
    Records: [{ dynamodb: { SequenceNumber: '1', Keys: { pk: { S: pk }, sk: { S: sk } } } }],
  };
  const completing = { campaign: heilongjiang2023, table, objects, log, clock };
  const builder = { start: async () => {} };
  return {
    table,
    /** Lets so many reads of the store fail. */
    fail: (times: number) => {
      broken.store = times;
    },
    log,
    row: () => table.rows().find((one) => one.id === id),
    put(bytes: Uint8Array) {
      versions.set(objects.put(key, type, bytes.length).versionId, bytes);
    },
    newest: () => objects.stored.get(key)?.versionId,
    announce: () =>
      arrived(completing, { detail: { object: { key, 'version-id': objects.stored.get(key)?.versionId } } }),
    async confirm() {
      const attachment = await findAttachment(table, report, id);
      if (attachment) await complete(completing, attachment);
    },
    inspect: () => inspectAll({ table, store, analyser: looker, log }, event),
    async reconcile(minutes = 20) {
      now += minutes * 60_000;
      await reconcile({ ...completing, builder });
    },
    await: () =>
      table.put(
        toRow.attachment(
          Attachment.parse({
            ...report,
            id,
            key,
            slot,
            name,
            type,
            state: 'awaiting',
            requestedAt: clock().toISOString(),
            requestedBy: 'harbin@example.org',
          }),
        ),
      ),
  };
}

describe('completing and inspecting', () => {
  it('lead to one verdict on one version, in any order and however often (I3, I5, I6)', async () => {
    const step = fc.constantFrom('announce', 'confirm', 'inspect', 'reconcile', 'overwrite', 'break');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(step, { maxLength: 3 }), { maxLength: 8 }), async (rounds) => {
        const w = world();
        await w.await();
        w.put(GOOD);
        const verdicts = new Set<string>();
        const look = () => {
          const row = w.row();
          const { state, pin, findings } = Attachment.parse({ ...row, type: row?.contentType });
          // What is pinned is what was judged: the first version is good, all later ones are not.
          if (state === 'accepted') expect([pin?.versionId, pin?.size]).toEqual(['v1', GOOD.length]);
          if (state === 'refused') expect(pin?.size).toBe(SMALL.length);
          if (state === 'accepted' || state === 'refused') {
            verdicts.add(JSON.stringify([state, pin, findings]));
            expect(row).not.toHaveProperty('queue');
          } else expect(row).toHaveProperty('queue');
        };
        const steps = {
          announce: w.announce,
          confirm: w.confirm,
          inspect: w.inspect,
          reconcile: w.reconcile,
          overwrite: async () => w.put(SMALL),
          break: async () => w.fail(1),
        };
        for (const round of rounds) {
          await Promise.all(round.map((name) => steps[name]()));
          look();
        }
        w.fail(0);
        await w.reconcile(24 * 60);
        await w.inspect();
        look();
        await w.inspect();
        await w.announce();
        look();
        const row = w.row();
        const { pin } = Attachment.parse({ ...row, type: row?.contentType });
        // Other bytes than those that are pinned are told of, whatever was lost or came twice.
        expect(row?.newer).toBe(w.newest() === pin?.versionId ? undefined : w.newest());
        if (w.row()?.state !== 'unchecked') expect(verdicts.size).toBe(1);
      }),
      { numRuns: 200 },
    );
  });

  it('is tried again when the store fails, and given up as unchecked after five tries, never lost', async () => {
    const w = world();
    await w.await();
    w.put(GOOD);
    await w.confirm();
    for (let attempt = 1; attempt <= 5; attempt++) {
      w.fail(1);
      expect(await w.inspect()).toEqual({ batchItemFailures: [{ itemIdentifier: '1' }] });
      expect(w.row()).toMatchObject({ state: 'checking', attempts: attempt, queue: 'inspection' });
    }
    expect(await w.inspect()).toEqual({ batchItemFailures: [] });
    expect(w.row()).toMatchObject({
      state: 'unchecked',
      findings: [{ code: 'gave-up', message: expect.stringContaining('未能检测') }],
    });
    expect(w.row()).not.toHaveProperty('queue');
  });

  it.each([16, 20, 23])('come to a verdict at once over a PNG of %d bytes', async (length) => {
    const w = world(analyser, 'extra', 'image/png', '1.png');
    await w.await();
    w.put(Buffer.from('89504e470d0a1a0a0000000d494844520000000000000000', 'hex').subarray(0, length));
    await w.confirm();
    expect(await w.inspect()).toEqual({ batchItemFailures: [] });
    expect(w.row()).toMatchObject({ state: 'refused', findings: [{ code: 'truncated' }] });
  });

  it('come to a verdict at once over a file that breaks a parser, and the log tells', async () => {
    const breaking = {
      analyse: async () => {
        throw new RangeError('a parser broke');
      },
      close: async () => {},
    };
    const w = world(breaking, 'video', 'video/mp4', '1.mp4');
    await w.await();
    w.put(GOOD);
    await w.confirm();
    expect(await w.inspect()).toEqual({ batchItemFailures: [] });
    expect(w.row()).toMatchObject({ state: 'unchecked', findings: [{ code: 'not-inspected' }], attempts: 1 });
    expect(w.log.lines.join()).toContain('inspection broke over a file');
  });

  it('are healed by reconciliation when every event is lost', async () => {
    const w = world();
    await w.await();
    w.put(GOOD);
    await w.reconcile(30);
    expect(w.row()).toMatchObject({ state: 'checking', inspection: 'due' });
    await w.inspect();
    expect(w.row()).toMatchObject({ state: 'accepted', media: { width: 1920, height: 1080 } });
  });

  it('log what was found by number and kind, and no name (I8)', async () => {
    const w = world();
    await w.await();
    w.put(SMALL);
    await w.announce();
    await w.inspect();
    expect(w.log.lines.join()).toContain('inspected: refused');
    expect(w.log.lines.join()).not.toMatch(/开幕式|example\.org/);
  });
});
