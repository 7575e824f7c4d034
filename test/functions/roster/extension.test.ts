import { describe, expect, it } from '@jest/globals';
import { reconcileMails } from '../../../functions/reconcile/mails.ts';
import { readCampaign } from '../../../functions/shared/campaign.ts';
import { finishCircular } from '../../../functions/shared/mails/circular.ts';
import { type Campaign, daysOf } from '../../../schemas/campaign.ts';
import { heilongjiang2023 } from '../../../schemas/campaigns/heilongjiang-2023.ts';
import { rosterWorld } from './world.ts';

const UNITS = 200;

/** More units than one transaction has room for mails. */
const large: Campaign = {
  ...heilongjiang2023,
  units: Array.from({ length: UNITS }, (_, n) => ({
    id: `county-${n}`,
    name: { zh: `示例县${n}`, en: `County ${n}` },
    group: 'city',
  })),
};

/** A store that is gone from its n-th call on. */
async function dyingWorld() {
  let left = Number.POSITIVE_INFINITY;
  const world = await rosterWorld(async () => {
    left -= 1;
    if (left < 0) throw new Error('power cut');
  }, large);
  return {
    ...world,
    diesAfter(calls: number) {
      left = calls;
    },
    lives() {
      left = Number.POSITIVE_INFINITY;
    },
    extend: () =>
      world.post('/roster/extensions', { form: 'summary', due: '2023-06-30', reason: '会议延期' }),
    /** What the clock starts 5 minutes later. */
    reconcile: () =>
      reconcileMails({
        table: world.table,
        clock: () => new Date(world.world.now.getTime() + 300_000),
        log: world.log,
      }),
    due: async () => daysOf(await readCampaign(world.table, large), 'summary')?.due,
    waiting: () => world.table.rows().filter(({ type, queue }) => type === 'circular' && queue),
  };
}

/** Everything that an extension makes, once; or nothing of it. */
async function isWhole(w: Awaited<ReturnType<typeof dyingWorld>>) {
  const done = (await w.due()) === '2023-06-30';
  expect(w.audit()).toEqual(done ? ['days-changed'] : []);
  const told = w.mails().map(({ unit }) => unit);
  expect(told).toHaveLength(done ? UNITS : 0);
  expect(new Set(told).size).toBe(told.length);
  expect(w.waiting()).toEqual([]);
  return done;
}

describe('an extension of more units than a transaction has room for', () => {
  it('tells each of them once', async () => {
    const w = await dyingWorld();
    const { status, body } = await w.extend();
    expect([status, body.units]).toEqual([200, large.units.map(({ id }) => id)]);
    expect(await isWhole(w)).toBe(true);
    expect(w.mails().every(({ changed }) => changed?.[0]?.due === '2023-06-30')).toBe(true);
  });

  it('is whole, or was not made, wherever the store breaks off', async () => {
    const seen = new Set<string>();
    for (let calls = 0; ; calls++) {
      const w = await dyingWorld();
      w.diesAfter(calls);
      const { status } = await w.extend();
      w.lives();
      const waited = w.waiting().length > 0;
      await w.reconcile();
      const done = await isWhole(w);
      // What holds was not told to have failed, and what was told to be done holds.
      expect(status).toBe(done ? 200 : 500);
      seen.add(`${done} ${waited}`);
      if (done && !waited) break;
    }
    expect([...seen]).toEqual(['false false', 'true true', 'true false']);
  });

  it('is finished wherever the reconciler breaks off, by the next of its runs', async () => {
    for (let calls = 0; calls < 8; calls++) {
      const w = await dyingWorld();
      // Session, roster, version, transaction: the extension itself and no more.
      w.diesAfter(4);
      await w.extend();
      expect(w.mails().length).toBeLessThan(UNITS);
      w.diesAfter(calls);
      await w.reconcile().catch(() => {});
      w.lives();
      await w.reconcile();
      expect(await isWhole(w)).toBe(true);
    }
  });

  it('tells nobody twice when several go on with it at the same time', async () => {
    const w = await dyingWorld();
    w.diesAfter(4);
    await w.extend();
    w.lives();
    const [circular] = w.waiting();
    const id = String(circular?.id);
    await Promise.all([1, 2, 3].map(() => finishCircular(w.table, id, w.world.now)));
    expect(await isWhole(w)).toBe(true);
    await finishCircular(w.table, id, w.world.now);
    await w.reconcile();
    expect(await isWhole(w)).toBe(true);
  });
});
