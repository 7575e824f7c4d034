import { describe, expect, it } from '@jest/globals';
import { reconcile } from '../../../functions/reconcile/reconcile.ts';
import { mailRow } from '../../../functions/shared/records/outbox.ts';
import { archive, id, key, night, START, upload } from './night.ts';

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
    expect(row('attachment')).toMatchObject({
      state: 'awaiting',
      findings: [{ code: 'upload-expired', message: expect.stringContaining('7天') }],
    });
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
