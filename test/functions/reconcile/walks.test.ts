import { describe, expect, it } from '@jest/globals';
import { findStrays } from '../../../functions/shared/records/strays.ts';
import { heilongjiang2023 } from '../../../schemas/campaigns/heilongjiang-2023.ts';
import { id, key, night, START, upload } from './night.ts';

describe('the walk through the store', () => {
  it('tells of an object without a record, again on each walk, and leaves it where it is', async () => {
    const { objects, log, later } = night();
    objects.put(key, 'application/pdf', 9);
    objects.put('not/ours', 'text/plain', 9);
    await later(55);
    expect(log.lines.join()).not.toContain('an object has no record');
    await later(60);
    await later(65);
    expect(log.lines.filter((line) => line.includes('an object has no record'))).toHaveLength(4);
    expect(log.lines.join()).toContain('ObjectsWithoutRecord');
    expect([...objects.stored.keys()]).toEqual([key, 'not/ours']);
  });

  it('keeps how many there are, since when, and the oldest whose keys tell of nobody', async () => {
    const { table, objects, later } = night();
    for (let i = 0; i < 60; i++) objects.put(`stray/${String(i).padStart(3, '0')}`, 'text/plain', 1);
    const ours = (n: number) => key.replace(id, String(n).padStart(26, '0'));
    for (let i = 0; i < 7; i++) objects.put(ours(i), 'application/pdf', 9);
    expect(await findStrays(table, 'walk-objects')).toBeUndefined();
    await later(60);
    // Half of the way: what it found so far.
    expect(await findStrays(table, 'walk-objects')).toMatchObject({ count: 50 });
    await later(65);
    const all = await findStrays(table, 'walk-objects');
    expect(all).toMatchObject({ count: 67, since: expect.any(String) });
    expect(all?.oldest.map((one) => one.key)).toEqual([0, 1, 2, 3, 4].map(ours));
    // The next walk has not come so far yet.
    await later(70);
    expect(await findStrays(table, 'walk-objects')).toEqual(all);
    for (const stray of [...objects.stored.keys()]) objects.stored.delete(stray);
    await later(75);
    await later(80);
    expect(await findStrays(table, 'walk-objects')).toEqual({ count: 0, oldest: [] });
  });

  it('completes a file that came when its record had been given up', async () => {
    const { table, objects, row, later } = night();
    await table.put({ ...upload(), queue: undefined, queuedAt: undefined });
    objects.put(key, 'application/pdf', 9);
    await later(59);
    expect(row('attachment')).toMatchObject({ state: 'awaiting' });
    await later(60);
    expect(row('attachment')).toMatchObject({ state: 'checking', pin: { size: 9 } });
  });

  it('finds later bytes of which no event told, and keeps to those that are pinned (I3)', async () => {
    const { table, objects, row, later } = night();
    await table.put(upload());
    objects.put(key, 'application/pdf', 9);
    await later(5);
    objects.put(key, 'application/pdf', 7);
    await later(65);
    await later(70);
    expect(row('attachment')).toMatchObject({ pin: { versionId: 'v1', size: 9 }, newer: 'v2' });
  });

  it('comes through any number of objects, a page each run, and begins anew', async () => {
    const { objects, log, later } = night();
    for (let i = 0; i < 120; i++) objects.put(`stray/${String(i).padStart(3, '0')}`, 'text/plain', 1);
    const strays = () => log.lines.filter((line) => line.includes('an object has no record')).length;
    const found: number[] = [];
    for (let minutes = 60; minutes <= 75; minutes += 5) {
      await later(minutes);
      found.push(strays());
    }
    expect(found).toEqual([50, 100, 120, 170]);
  });
});

describe('the walk through the records', () => {
  it('names complete files whose object is gone, a unit each run, and forgets them when it is back', async () => {
    const { table, objects, log, later } = night();
    await table.put(upload());
    objects.put(key, 'application/pdf', 9);
    const gone = id.replace(/0$/, '1');
    const at = new Date(START).toISOString();
    const pin = { versionId: 'v0', etag: 'e', size: 3, completedAt: at };
    const row = { ...upload(), id: gone, key: key.replace(id, gone), sk: `WORK#ATTACHMENT#${gone}` };
    await table.put({ ...row, state: 'accepted', pin, queue: undefined, queuedAt: undefined });
    expect(await findStrays(table, 'walk-records')).toBeUndefined();
    let minutes = 0;
    const walk = async () => {
      for (const _ of heilongjiang2023.units) {
        minutes += 5;
        await later(minutes);
      }
    };
    await walk();
    const found = { count: 1, since: at, oldest: [{ key: row.key, since: at }] };
    expect(await findStrays(table, 'walk-records')).toEqual(found);
    expect(log.lines.filter((line) => line.includes('a record and no object'))).toHaveLength(1);
    objects.put(row.key, 'application/pdf', 3);
    await walk();
    expect(await findStrays(table, 'walk-records')).toEqual({ count: 0, oldest: [] });
  });
});
