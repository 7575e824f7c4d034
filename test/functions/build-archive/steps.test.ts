import { describe, expect, it } from '@jest/globals';
import { unzip } from '../../support/archive.ts';
import { pinned, store } from '../../support/stored-reports.ts';
import { order, rowOf, run, type World, world, zipOf } from './job.ts';

const BYTES = Buffer.alloc(200_000, 'abc');

async function withOneFile(checked = true) {
  const d = world();
  const file = pinned('harbin', 'summary', { name: '总结.pdf', bytes: BYTES, slot: 'report', checked });
  d.stores.hold(file, BYTES);
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
      size: zipOf(d, id).length,
      key: `archives/${id}.zip`,
      expiresAt: '2023-07-04T01:15:00.000Z',
      done: { files: row?.files, bytes: row?.bytes },
    });
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

  it('changes nothing when any step runs again (I6)', async () => {
    const { d, id } = await withOneFile();
    await run(d, id, 'plan', 'plan', 'build', 'build', 'finish');
    const after = { rows: d.table.rows(), zip: zipOf(d, id) };
    await run(d, id, 'plan', 'build', 'finish', 'fail');
    expect(d.table.rows()).toEqual(after.rows);
    expect(zipOf(d, id).equals(after.zip)).toBe(true);
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
      ({ d, file }: Awaited<ReturnType<typeof withOneFile>>) => d.stores.attachments.delete(file.key),
    ],
    [
      'was replaced',
      ({ d, file }: Awaited<ReturnType<typeof withOneFile>>) =>
        d.stores.attachments.set(file.key, { bytes: BYTES, etag: 'other', versionId: file.pin.versionId }),
    ],
    [
      'has other bytes of the same length',
      ({ d, file }: Awaited<ReturnType<typeof withOneFile>>) =>
        d.stores.attachments.set(file.key, {
          bytes: Buffer.alloc(BYTES.length, 'x'),
          etag: file.pin.etag,
          versionId: file.pin.versionId,
        }),
    ],
  ])('fails by the name of a file that %s, and stores no archive', async (_what, change) => {
    const given = await withOneFile();
    const { d, id } = given;
    await run(d, id, 'plan');
    change(given);
    await expect(run(d, id, 'build')).rejects.toMatchObject({ name: 'ArchiveFailed' });
    expect(rowOf(d, id)).toMatchObject({
      state: 'failed',
      failure: { reason: 'file-gone', file: '哈尔滨市/总结报告/总结.pdf' },
    });
    expect(rowOf(d, id)).not.toHaveProperty('queue');
    expect(d.stores.archives.has(`archives/${id}.zip`)).toBe(false);
    expect(d.stores.opened.now).toBe(0);
    await run(d, id, 'fail');
    expect(rowOf(d, id)).toMatchObject({ failure: { reason: 'file-gone' } });
  });

  it('goes on after a fault that passes', async () => {
    const { d, id } = await withOneFile();
    await run(d, id, 'plan');
    const { upload } = d.stores;
    d.stores.upload = async (_key, body) => {
      for await (const _chunk of body) throw new Error('the connection broke');
    };
    await expect(run(d, id, 'build')).rejects.toThrow('the connection broke');
    expect(rowOf(d, id)).toMatchObject({ state: 'building', queue: 'archive' });
    d.stores.upload = upload;
    await run(d, id, 'build', 'finish');
    expect(rowOf(d, id)).toMatchObject({ state: 'ready' });
  });

  it('is marked as failed when nobody knows why', async () => {
    const { d, id } = await withOneFile();
    await run(d, id, 'plan', 'fail');
    expect(rowOf(d, id)).toMatchObject({ state: 'failed', failure: { reason: 'unexpected' } });
    await expect(run(d, id, 'build')).rejects.toMatchObject({ name: 'ArchiveFailed' });
  });

  it('refuses more than one function can stream, before it starts', async () => {
    const { d, file } = await withOneFile();
    const huge = { ...file, pin: { ...file.pin, size: 50 * 1024 ** 3 } };
    await store(d.table, { unit: 'jixi', form: 'summary', attachments: [huge] });
    const id = await order(d);
    await expect(run(d, id, 'plan')).rejects.toMatchObject({ name: 'ArchiveFailed' });
    expect(rowOf(d, id)).toMatchObject({ state: 'failed', failure: { reason: 'too-large' } });
  });

  it('does not finish what was not built', async () => {
    const { d, id } = await withOneFile();
    await run(d, id, 'plan');
    await expect(run(d, id, 'finish')).rejects.toThrow('not there');
    expect(mails(d)).toEqual([]);
  });

  it('writes its progress down while it streams', async () => {
    const { d, id } = await withOneFile();
    await run(d, id, 'plan');
    let now = Date.parse('2023-06-20T01:15:00.000Z');
    d.clock = () => {
      now += 3000;
      return new Date(now);
    };
    const seen: unknown[] = [];
    const { update } = d.table;
    d.table.update = (change) => {
      seen.push(change.values?.[':done']);
      return update(change);
    };
    await run(d, id, 'build');
    expect(seen.length).toBeGreaterThan(3);
    expect(rowOf(d, id)).toMatchObject({ done: { files: rowOf(d, id)?.files, bytes: rowOf(d, id)?.bytes } });
  });
});
