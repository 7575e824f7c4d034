import { describe, expect, it } from '@jest/globals';
import { memoryStore } from '../../support/memory-store.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { pinned, store } from '../../support/stored-reports.ts';
import { order, rowOf, run, type World, world, zipOf } from './job.ts';
import { SMALL } from './zip/small-archive.ts';

class PowerCut extends Error {}

const CONTENTS = [20_000, 400, 7000, 90].map((size, i) => Buffer.alloc(size, `${i}-`));
const LIMITS = {
  ...SMALL,
  mostPart: 50_000,
  gluePart: 3000,
  leastCopy: 2500,
  mostCopy: 2500,
  tailPart: 4000,
};
const FILES = CONTENTS.map((bytes, i) =>
  pinned('harbin', 'media', { name: `视频${i}.mp4`, bytes, checked: i % 2 === 0 }),
);

const ASKED = (async () => {
  const d = world();
  await store(d.table, { unit: 'harbin', form: 'media', attachments: FILES, answers: {} });
  const id = await order(d);
  return { id, rows: d.table.rows() };
})();

/** The power is cut at one call to the store or the table, before it has its effect or just after it. */
async function job(at: number, moment: 'before' | 'after') {
  let [made, isCut] = [0, false];
  const power = async <T>(effect: () => T | Promise<T>): Promise<T> => {
    if (isCut) throw new PowerCut();
    const mine = ++made;
    for (let turns = mine % 3; turns > 0; turns--) await Promise.resolve();
    if (isCut) throw new PowerCut();
    if (mine !== at) return effect();
    isCut = true;
    if (moment === 'after') await effect();
    throw new PowerCut();
  };
  const table = memoryTable();
  const d: World = {
    ...world(memoryStore({ limits: LIMITS, around: (_call, effect) => power(effect) })),
    limits: LIMITS,
  };
  for (const [i, file] of FILES.entries()) d.store.hold(file, CONTENTS[i] ?? Buffer.alloc(0));
  const { id, rows } = await ASKED;
  for (const row of rows) await table.put(row);
  d.table = {
    ...table,
    get: (key) => power(() => table.get(key)),
    query: (range) => power(() => table.query(range)),
    update: (update) => power(() => table.update(update)),
    transact: (writes, token) => power(() => table.transact(writes, token)),
  };
  return { d, id, calls: () => made, powerBack: () => (isCut = false) };
}

describe('a job that is killed', () => {
  it.each(['before', 'after'] as const)(
    '%s the effect of any one call ends with the same bytes, one mail and nothing under way once resumed',
    async (moment) => {
      const whole = await job(0, moment);
      await run(whole.d, whole.id, 'plan', 'build', 'finish');
      const bytes = zipOf(whole.d, whole.id);
      expect(whole.calls()).toBeGreaterThan(40);
      for (let at = 1; at <= whole.calls(); at++) {
        const { d, id, powerBack } = await job(at, moment);
        await expect(run(d, id, 'plan', 'build', 'finish')).rejects.toThrow(PowerCut);
        powerBack();
        await run(d, id, 'plan', 'build', 'finish');
        expect(zipOf(d, id).length).toBe(bytes.length);
        expect(zipOf(d, id).equals(bytes)).toBe(true);
        expect(rowOf(d, id)).toMatchObject({ state: 'ready' });
        expect(d.table.rows().filter(({ type }) => type === 'mail')).toHaveLength(1);
        expect(d.store.uploads.size).toBe(0);
        const copies = d.store.calls.filter(({ operation }) => operation === 'copyPart');
        expect(new Set(copies.map(({ number }) => number)).size).toBe(copies.length);
      }
    },
    120_000,
  );
});
