import { beforeEach, describe, expect, it } from '@jest/globals';
import { keys } from '../../../functions/shared/records/keys.ts';
import { memoryStore } from '../../support/memory-store.ts';
import type { Simulation } from '../../support/simulated-store.ts';
import { CAMPAIGN, pinned, store } from '../../support/stored-reports.ts';
import { hasZip, order, rowOf, run, type World, world } from './job.ts';
import { SMALL } from './zip/small-archive.ts';

describe('a job that was cancelled', () => {
  let d: World;
  let id: string;
  beforeEach(async () => {
    d = world();
    await store(d.table, { unit: 'harbin', form: 'summary', answers: {} });
    id = await order(d);
  });

  const cancel = () =>
    d.table.update({
      key: keys.archive(CAMPAIGN, id),
      update: 'SET #state = :cancelled REMOVE #queue, queuedAt',
      names: { '#state': 'state', '#queue': 'queue' },
      values: { ':cancelled': 'cancelled' },
    });
  const mails = () => d.table.rows().filter(({ type }) => type === 'mail');

  it('before it began stores nothing and does not fail', async () => {
    await cancel();
    await run(d, id, 'plan', 'build', 'finish');
    expect([...d.store.small.keys()]).toEqual([]);
    expect([rowOf(d, id)?.state, mails()]).toEqual(['cancelled', []]);
  });

  it('while it was planned is not built', async () => {
    const { update } = d.table;
    d.table.update = async (change) => {
      d.table.update = update;
      await cancel();
      return update(change);
    };
    await run(d, id, 'plan', 'build', 'finish');
    expect(hasZip(d, id)).toBe(false);
    expect([rowOf(d, id)?.state, mails()]).toEqual(['cancelled', []]);
  });

  it('while it is built stops at the next note of its progress, and leaves no upload behind', async () => {
    const limits = { ...SMALL, mostPart: 50_000 };
    const around: Simulation['around'] = async ({ operation, number = 0 }, effect) => {
      await new Promise(setImmediate);
      if (operation === 'uploadPart' && number > 60) await cancel();
      return effect();
    };
    let now = Date.parse('2023-06-20T01:15:00.000Z');
    const clock = () => {
      now += 3000;
      return new Date(now);
    };
    d = { ...world(memoryStore({ limits, around })), limits, clock };
    const attachments = Array.from({ length: 400 }, (_, i) => {
      const file = pinned('harbin', 'media', { name: `${i}.jpg`, bytes: Buffer.alloc(400, `${i}-`) });
      d.store.hold(file, Buffer.alloc(400, `${i}-`));
      return file;
    });
    await store(d.table, { unit: 'harbin', form: 'media', attachments });
    id = await order(d);
    await run(d, id, 'plan', 'build');
    const copies = d.store.calls.filter(({ operation }) => operation === 'copyPart').length;
    expect(copies).toBeGreaterThan(0);
    expect(copies).toBeLessThan(400);
    expect(d.store.uploads.size).toBe(1);
    await run(d, id, 'finish');
    expect(d.store.uploads.size).toBe(0);
    expect([hasZip(d, id), rowOf(d, id)?.state, mails()]).toEqual([false, 'cancelled', []]);
  });

  it('when it was built is not announced, and stays cancelled whatever comes after', async () => {
    await run(d, id, 'plan', 'build');
    await cancel();
    await run(d, id, 'finish', 'fail', 'build');
    expect(rowOf(d, id)).toMatchObject({ state: 'cancelled' });
    expect(rowOf(d, id)).not.toHaveProperty('queue');
    expect(mails()).toEqual([]);
  });
});
