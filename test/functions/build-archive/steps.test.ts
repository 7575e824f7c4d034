import { describe, expect, it } from '@jest/globals';
import { doneOf } from '../../../functions/shared/archives/jobs.ts';
import { Archive } from '../../../schemas/archive.ts';
import { manifestOf, unzip } from '../../support/archive.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { pinned, store } from '../../support/stored-reports.ts';
import { hasZip, order, rowOf, run, type World, world, zipOf } from './job.ts';
import { SMALL } from './zip/small-archive.ts';

const BYTES = Buffer.alloc(200_000, 'abc');

/** @param small rules of the store by which this file is brought in by many parts */
async function withOneFile(small = false) {
  const limits = { ...SMALL, mostPart: 50_000, gluePart: 30_000, leastCopy: 2500, mostCopy: 2500 };
  const d: World = small ? { ...world(memoryStore({ limits })), limits } : world();
  const file = pinned('harbin', 'summary', { name: '总结.pdf', bytes: BYTES, slot: 'report' });
  d.store.hold(file, BYTES);
  await store(d.table, {
    unit: 'harbin',
    form: 'summary',
    attachments: [file],
    answers: { abstract: '摘要' },
  });
  return { d, file, id: await order(d) };
}

const mails = ({ table }: World) => table.rows().filter(({ type }) => type === 'mail');

describe('the job of an archive', () => {
  it('is ready with its size and its end, out of the queue, and told by one mail', async () => {
    const { d, id } = await withOneFile();
    await run(d, id, 'plan');
    expect(rowOf(d, id)).toMatchObject({ state: 'building', files: 3, queue: 'archive' });
    await run(d, id, 'build', 'finish');
    const row = rowOf(d, id);
    expect(row).toMatchObject({
      state: 'ready',
      volumes: [{ key: `archives/${id}.zip`, size: zipOf(d, id).length }],
      expiresAt: '2023-07-04T01:15:00.000Z',
    });
    expect(d.store.uploads.size).toBe(0);
    expect(row).not.toHaveProperty('queue');
    expect(row).not.toHaveProperty('queuedAt');
    expect(mails(d)).toMatchObject([
      {
        id: `${id}.archive-ready`,
        kind: 'archive-ready',
        address: 'lead@example.org',
        archive: id,
        queue: 'mail',
      },
    ]);
  });

  it.each([false, true])('changes nothing when any step runs again (I6; many parts: %s)', async (small) => {
    const { d, id } = await withOneFile(small);
    await run(d, id, 'plan', 'plan', 'build', 'build', 'finish');
    const after = { rows: d.table.rows(), zip: zipOf(d, id) };
    await run(d, id, 'plan', 'build', 'finish', 'fail');
    expect(d.table.rows()).toEqual(after.rows);
    expect(zipOf(d, id).equals(after.zip)).toBe(true);
    expect(d.store.uploads.size).toBe(0);
  });

  it('has one plan when it is planned twice at once', async () => {
    const { d, id } = await withOneFile();
    await Promise.all([run(d, id, 'plan'), run(d, id, 'plan')]);
    await run(d, id, 'build', 'finish');
    expect((await unzip(zipOf(d, id))).map(({ path }) => path)).toContain('哈尔滨市/总结报告/总结.pdf');
  });

  it('plans again after a crash before the plan was noted', async () => {
    const { d, id } = await withOneFile();
    const update = d.table.update;
    d.table.update = async () => {
      throw new Error('power cut');
    };
    await expect(run(d, id, 'plan')).rejects.toThrow('power cut');
    d.table.update = update;
    await run(d, id, 'plan', 'build', 'finish');
    expect(rowOf(d, id)).toMatchObject({ state: 'ready' });
  });

  it.each([
    [
      'is gone',
      ({ d, file }: Awaited<ReturnType<typeof withOneFile>>) => d.store.attachments.delete(file.key),
    ],
    [
      'was replaced',
      ({ d, file }: Awaited<ReturnType<typeof withOneFile>>) =>
        d.store.attachments.set(file.key, { bytes: BYTES, etag: 'other', versionId: file.pin.versionId }),
    ],
    [
      'has other bytes of the same length',
      ({ d, file }: Awaited<ReturnType<typeof withOneFile>>) =>
        d.store.attachments.set(file.key, {
          bytes: Buffer.alloc(BYTES.length, 'x'),
          etag: file.pin.etag,
          versionId: file.pin.versionId,
        }),
    ],
  ])('fails by the name of a file that %s, tells so by mail and stores no archive', async (_what, change) => {
    for (const small of [false, true]) {
      const given = await withOneFile(small);
      const { d, id } = given;
      await run(d, id, 'plan');
      change(given);
      await expect(run(d, id, 'build', 'finish')).rejects.toMatchObject({ name: 'ArchiveFailed' });
      expect(rowOf(d, id)).toMatchObject({
        state: 'failed',
        failure: { reason: 'file-gone', file: '哈尔滨市/总结报告/总结.pdf' },
      });
      expect(rowOf(d, id)).not.toHaveProperty('queue');
      expect(mails(d)).toMatchObject([{ kind: 'archive-ready', address: 'lead@example.org', archive: id }]);
      expect(hasZip(d, id)).toBe(false);
      await run(d, id, 'fail');
      expect(rowOf(d, id)).toMatchObject({ failure: { reason: 'file-gone' } });
      expect(d.store.uploads.size).toBe(0);
    }
  });

  it('goes on after a fault that passes', async () => {
    const { d, id } = await withOneFile();
    await run(d, id, 'plan');
    const { complete } = d.store;
    d.store.complete = async () => {
      throw new Error('the connection broke');
    };
    await expect(run(d, id, 'build', 'finish')).rejects.toThrow('the connection broke');
    expect(rowOf(d, id)).toMatchObject({ state: 'building', queue: 'archive' });
    d.store.complete = complete;
    await run(d, id, 'build', 'finish');
    expect(rowOf(d, id)).toMatchObject({ state: 'ready' });
  });

  it('is marked as failed when nobody knows why', async () => {
    const { d, id } = await withOneFile();
    await run(d, id, 'plan', 'fail');
    expect(rowOf(d, id)).toMatchObject({ state: 'failed', failure: { reason: 'unexpected' } });
    await expect(run(d, id, 'finish')).rejects.toMatchObject({ name: 'ArchiveFailed' });
  });

  it('refuses a file that no object can hold, by its name, before anything is built', async () => {
    const { d, file } = await withOneFile();
    const huge = { ...file, pin: { ...file.pin, size: 6 * 1024 ** 4 } };
    await store(d.table, { unit: 'jixi', form: 'summary', attachments: [huge] });
    const id = await order(d);
    await expect(run(d, id, 'plan')).rejects.toMatchObject({ name: 'ArchiveFailed' });
    expect(rowOf(d, id)).toMatchObject({
      state: 'failed',
      failure: { reason: 'too-large', file: '鸡西市/总结报告/总结.pdf' },
    });
    expect(d.store.uploads.size).toBe(0);
  });

  it('does not finish what was not built', async () => {
    const { d, id } = await withOneFile(true);
    await run(d, id, 'plan');
    await expect(run(d, id, 'finish')).rejects.toThrow('not built');
    expect(mails(d)).toEqual([]);
  });

  it('writes down how far it is, and counts nothing twice when it is begun again', async () => {
    const { d, id } = await withOneFile(true);
    await run(d, id, 'plan');
    let now = Date.parse('2023-06-20T01:15:00.000Z');
    d.clock = () => {
      now += 3000;
      return new Date(now);
    };
    const done = () => doneOf(Archive.parse(rowOf(d, id)));
    expect(done()).toEqual({ files: 0, bytes: 0 });
    await run(d, id, 'build');
    const once = done();
    expect(once.files).toBeGreaterThan(0);
    expect(once.bytes).toBeGreaterThanOrEqual(BYTES.length);
    await run(d, id, 'build');
    expect(done()).toEqual(once);
    await run(d, id, 'finish');
    expect(done()).toEqual({ files: rowOf(d, id)?.files, bytes: rowOf(d, id)?.bytes });
  });

  it('comes in volumes where no single object can hold it, told by one manifest', async () => {
    const limits = { ...SMALL, mostPart: 50_000, gluePart: 30_000, mostBytes: 300_000 };
    const d: World = { ...world(memoryStore({ limits })), limits };
    const attachments = [1, 2, 3].map((n) => {
      const file = pinned('harbin', 'media', { name: `${n}.mp4`, bytes: BYTES });
      d.store.hold(file, BYTES);
      return file;
    });
    await store(d.table, { unit: 'harbin', form: 'media', attachments });
    const id = await order(d);
    await run(d, id, 'plan', 'build', 'finish');
    const { volumes = [] } = Archive.parse(rowOf(d, id));
    expect(volumes.map(({ key }) => key)).toEqual(volumes.map((_, i) => `archives/${id}-${i + 1}.zip`));
    const found = await Promise.all(volumes.map(({ key }) => unzip(d.store.zip(key))));
    expect(volumes.map(({ size }) => size)).toEqual(volumes.map(({ key }) => d.store.zip(key).length));
    const told = new Map(manifestOf(found.flat()).map((line) => [line.path, Number(line.volume)]));
    for (const [i, files] of found.entries())
      for (const { path } of files) if (path !== 'manifest.csv') expect(told.get(path)).toBe(i + 1);
    expect(told.size).toBe(found.flat().length - 1);
    expect(volumes.length).toBeGreaterThan(2);
  });
});
