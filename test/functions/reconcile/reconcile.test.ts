import { describe, expect, it } from '@jest/globals';
import { reconcile } from '../../../functions/reconcile/reconcile.ts';
import { newArchiveRow } from '../../../functions/shared/archives/jobs.ts';
import { StoreRefused } from '../../../functions/shared/objects/request.ts';
import { mailRow } from '../../../functions/shared/records/outbox.ts';
import { toRow } from '../../../functions/shared/records/reports.ts';
import { findStrays } from '../../../functions/shared/records/strays.ts';
import { Archive } from '../../../schemas/archive.ts';
import { Attachment } from '../../../schemas/attachment.ts';
import { heilongjiang2023 } from '../../../schemas/campaigns/heilongjiang-2023.ts';
import { collectedLog } from '../../support/collected-log.ts';
import { memoryObjects } from '../../support/memory-objects.ts';
import { memoryTable } from '../../support/memory-table.ts';

const START = Date.parse('2023-06-10T01:00:00.000Z');
const id = '0'.repeat(26);
const key = `heilongjiang-2023/harbin/statistics/${id}`;

function night() {
  const table = memoryTable();
  let now = START;
  const objects = memoryObjects(() => new Date(now));
  const log = collectedLog();
  const started: string[] = [];
  const heads: string[] = [];
  let denied = false;
  const dependencies = {
    campaign: heilongjiang2023,
    table,
    log,
    objects: {
      head(of: string) {
        heads.push(of);
        if (denied) return Promise.reject(new StoreRefused(403, ''));
        return objects.head(of);
      },
      list: objects.list,
    },
    clock: () => new Date(now),
    builder: { start: async ({ id }: { id: string }, name = id) => void started.push(name) },
  };
  return {
    table,
    objects,
    log,
    started,
    heads,
    deny: (now: boolean) => (denied = now),
    dependencies,
    row: (type: string) => table.rows().find((one) => one.type === type),
    async later(minutes: number) {
      now = START + minutes * 60_000;
      await reconcile(dependencies);
    },
  };
}

const upload = () =>
  toRow.attachment(
    Attachment.parse({
      id,
      campaign: 'heilongjiang-2023',
      unit: 'harbin',
      form: 'statistics',
      slot: 'scan',
      name: '盖章.pdf',
      key,
      type: 'application/pdf',
      announcedSize: 9,
      state: 'awaiting',
      requestedAt: new Date(START).toISOString(),
      requestedBy: 'harbin@example.org',
    }),
  );

const archive = (state: Archive['state'] = 'planning') =>
  newArchiveRow(
    Archive.parse({
      id,
      campaign: 'heilongjiang-2023',
      choice: {},
      requestedBy: 'lead@example.org',
      office: 'lead',
      requestedAt: new Date(START).toISOString(),
      state,
    }),
  );

describe('reconciliation of uploads', () => {
  it('completes a file whose confirmation and event were lost, after 5 minutes', async () => {
    const { table, objects, row, later } = night();
    await table.put(upload());
    objects.put(key, 'application/pdf', 9);
    await later(4);
    expect(row('attachment')).toMatchObject({ state: 'awaiting' });
    await later(5);
    expect(row('attachment')).toMatchObject({ state: 'checking', pin: { size: 9 }, queue: 'inspection' });
  });

  it('looks at abandoned ones ever less often, and gives up after eight days', async () => {
    const { table, row, heads, later } = night();
    await table.put(upload());
    for (let minutes = 0; minutes <= 9 * 24 * 60; minutes += 5) await later(minutes);
    expect(heads.length).toBeLessThan(20);
    expect(heads.length).toBeGreaterThan(5);
    expect(row('attachment')).toMatchObject({ state: 'awaiting' });
    expect(row('attachment')).not.toHaveProperty('queue');
  });

  it('is told loudly of a file that may not be looked at, and goes on asking', async () => {
    const { table, objects, row, log, later, deny } = night();
    await table.put(upload());
    objects.put(key, 'application/pdf', 9);
    deny(true);
    await later(5);
    await later(10);
    expect(row('attachment')).toMatchObject({ state: 'awaiting', queue: 'upload' });
    expect(log.lines.filter((line) => line.includes('could not be helped'))).toHaveLength(2);
    deny(false);
    await later(15);
    expect(row('attachment')).toMatchObject({ state: 'checking' });
  });

  it('still completes a file that arrives late', async () => {
    const { table, objects, row, later } = night();
    await table.put(upload());
    await later(15);
    await later(40);
    objects.put(key, 'application/pdf', 9);
    for (let minutes = 45; minutes <= 120; minutes += 5) await later(minutes);
    expect(row('attachment')).toMatchObject({ state: 'checking' });
  });
});

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

describe('reconciliation after half an hour in which every event was lost', () => {
  it('has seen to every upload, inspection and mail of it within two runs', async () => {
    const { table, objects, later } = night();
    const at = (minute: number) => new Date(START + minute * 60_000).toISOString();
    const numbered = (minute: number) => String(minute).padStart(26, '0');
    for (let minute = 0; minute < 30; minute++) {
      const of = key.replace(id, numbered(minute));
      const row = { ...upload(), id: numbered(minute), key: of, sk: `WORK#ATTACHMENT#${numbered(minute)}` };
      await table.put({ ...row, requestedAt: at(minute), queuedAt: at(minute) });
      if (minute % 2 === 0) objects.put(of, 'application/pdf', 9);
      const news = { id: `M${minute}`, kind: 'reminder' as const, campaign: 'heilongjiang-2023' };
      await table.put(mailRow({ ...news, unit: 'harbin', forms: [] }, new Date(START + minute * 60_000)));
    }
    await later(30);
    await later(35);
    const rows = table.rows();
    const arrived = rows.filter(
      ({ type, key: of }) => type === 'attachment' && objects.stored.has(String(of)),
    );
    expect(arrived).toHaveLength(15);
    for (const row of arrived)
      expect(row).toMatchObject({ state: 'checking', inspection: 'due', pin: { size: 9 } });
    const mails = rows.filter(({ type }) => type === 'mail');
    expect(mails).toHaveLength(30);
    // The stream has told the sender of each of them again.
    for (const { nudgedAt } of mails) expect(String(nudgedAt) >= at(30)).toBe(true);
  });
});

describe('reconciliation of inspections', () => {
  it('has the stream tell again of a file that waits for its verdict, each time it has waited 5 minutes', async () => {
    const { table, objects, row, later } = night();
    await table.put(upload());
    objects.put(key, 'application/pdf', 9);
    await later(15);
    const begun = { ...row('attachment'), inspection: 'begun' };
    await table.put(begun);
    await later(19);
    expect(row('attachment')).toMatchObject({ inspection: 'begun' });
    await later(20);
    expect(row('attachment')).toMatchObject({
      state: 'checking',
      inspection: 'due',
      queuedAt: '2023-06-10T01:20:00.000Z',
    });
    await table.put({ ...row('attachment'), inspection: 'begun' });
    await later(24);
    expect(row('attachment')).toMatchObject({ inspection: 'begun' });
  });

  it('leaves files alone that have their verdict', async () => {
    const { table, objects, row, later } = night();
    await table.put(upload());
    objects.put(key, 'application/pdf', 9);
    await later(15);
    await table.put({ ...row('attachment'), state: 'accepted', inspection: undefined });
    await later(30);
    expect(row('attachment')).not.toHaveProperty('inspection');
  });
});

describe('reconciliation of mails', () => {
  it('has the stream tell again of a mail that nobody sends, and leaves sent ones alone', async () => {
    const { table, row, later } = night();
    const news = {
      id: 'REF.confirmation',
      kind: 'confirmation',
      campaign: 'heilongjiang-2023',
      unit: 'harbin',
    } as const;
    await table.put(mailRow(news, new Date(START)));
    await later(2);
    expect(row('mail')).not.toHaveProperty('nudgedAt');
    await later(4);
    expect(row('mail')).toMatchObject({ status: 'pending', nudgedAt: '2023-06-10T01:04:00.000Z' });
    const { queue, queuedAt, ...sent } = mailRow(news, new Date(START));
    await table.put({ ...sent, status: 'sent' });
    await later(10);
    expect(row('mail')).toMatchObject({ status: 'sent' });
  });
});

describe('reconciliation of archives', () => {
  it('starts a job that was never started, under a new name each time, and gives up in the end', async () => {
    const { table, started, row, later } = night();
    await table.put(archive());
    await later(14);
    expect(started).toEqual([]);
    for (let minutes = 15; minutes <= 200; minutes += 5) await later(minutes);
    expect(started).toEqual([1, 2, 3, 4, 5].map((n) => `${id}-${n}`));
    expect(row('archive')).toMatchObject({ state: 'failed', failure: { reason: 'unexpected' } });
    expect(row('archive')).not.toHaveProperty('queue');
    expect(row('mail')).toMatchObject({ kind: 'archive-ready', archive: id, address: 'lead@example.org' });
  });

  it('leaves a job that is being built its time', async () => {
    const { table, started, later } = night();
    await table.put(archive('building'));
    await later(110);
    expect(started).toEqual([]);
    await later(121);
    expect(started).toEqual([`${id}-1`]);
  });

  it('starts it once when two runs look at the same time', async () => {
    const { table, started, dependencies, later } = night();
    await table.put(archive());
    await Promise.all([later(20), reconcile(dependencies)]);
    expect(started).toHaveLength(1);
  });
});

describe('reconciliation', () => {
  it('helps the others when one row cannot be helped', async () => {
    const { table, objects, row, log, later } = night();
    await table.put({
      pk: 'MAIL#x',
      sk: 'ROW',
      type: 'broken',
      queue: 'mail',
      queuedAt: new Date(START).toISOString(),
    });
    await table.put(upload());
    objects.put(key, 'application/pdf', 9);
    await later(20);
    expect(row('attachment')).toMatchObject({ state: 'checking' });
    expect(log.lines.some((line) => line.startsWith('["error"'))).toBe(true);
  });
});
