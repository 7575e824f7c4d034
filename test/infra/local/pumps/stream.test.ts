import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { Outcome } from '../../../../infra/local/functions/message.ts';
import { openCheckpoint } from '../../../../infra/local/pumps/checkpoint.ts';
import { compilePattern } from '../../../../infra/local/pumps/pattern.ts';
import { type Pump, startStreamPump } from '../../../../infra/local/pumps/stream.ts';
import {
  LostPlace,
  type StreamReader,
  type StreamRecord,
} from '../../../../infra/local/pumps/stream-reader.ts';

const record = (n: number, type = 'mail'): StreamRecord => ({
  eventID: String(n),
  dynamodb: { SequenceNumber: String(n), NewImage: { type: { S: type } } },
});

/** A stream of one shard in memory; the iterator is the position. */
function memoryStream(records: StreamRecord[], oldest = 0): StreamReader {
  return {
    shards: async () => ['shard-1'],
    async iterator(_, after) {
      if (after !== undefined && Number(after) < oldest) throw new LostPlace('trimmed');
      return String(records.findIndex(({ eventID }) => Number(eventID) > Number(after ?? 0)) >>> 0);
    },
    async read(iterator, limit) {
      const from = Math.min(Number(iterator), records.length);
      const found = records.slice(from, from + limit);
      return { records: found, next: String(from + found.length) };
    },
  };
}

const place = () => join(mkdtempSync(join(tmpdir(), 'stream-')), 'place.json');
const eventually = async (wanted: () => boolean) => {
  for (let i = 0; i < 200 && !wanted(); i++) await sleep(10);
  expect(wanted()).toBe(true);
};

function start(reader: StreamReader, path: string, invoke: (ids: string[]) => Promise<Outcome> | Outcome) {
  const calls: string[][] = [];
  const kept: [string, string[], string][] = [];
  const wants = compilePattern({ dynamodb: { NewImage: { type: { S: ['mail'] } } } });
  const pump: Pump = startStreamPump({
    mapping: {
      id: 'Mapping',
      functionId: 'Fn',
      tableName: 'table',
      streamArn: 'stream',
      batchSize: 2,
      policy: { retries: 1, oldest: Number.POSITIVE_INFINITY, bisect: true, partial: true },
      wants,
    },
    reader,
    checkpoint: openCheckpoint(path),
    region: 'here-1',
    async invoke(payload) {
      const ids: string[] = JSON.parse(payload).Records.map(({ eventID }: StreamRecord) => eventID);
      calls.push(ids);
      return invoke(ids);
    },
    async keep(shard, records, reason) {
      kept.push([shard, records.map(({ eventID }) => eventID), reason]);
    },
    restAfter: () => 0,
    complain() {},
  });
  return { pump, calls, kept };
}

const done: Outcome = { payload: 'null' };
const failure: Outcome = { failure: { errorType: 'Error', errorMessage: '' } };

describe('the pump of a stream', () => {
  it('hands over what passes the filter, in order, in batches, and what comes later too', async () => {
    const records = [record(1), record(2, 'other'), record(3), record(4)];
    const { pump, calls } = start(memoryStream(records), place(), () => done);
    await eventually(() => calls.length === 2);
    records.push(record(5));
    await eventually(() => calls.length === 3);
    await pump.stop();
    expect(calls).toEqual([['1', '3'], ['4'], ['5']]);
  });

  it('goes on after a restart where it was, without handing anything over twice', async () => {
    const path = place();
    const records = [record(1), record(2, 'other')];
    const first = start(memoryStream(records), path, () => done);
    await eventually(() => openCheckpoint(path).of('shard-1') === '2');
    await first.pump.stop();
    records.push(record(3));
    const second = start(memoryStream(records), path, () => done);
    await eventually(() => second.calls.length === 1);
    await second.pump.stop();
    expect([first.calls, second.calls]).toEqual([[['1']], [['3']]]);
  });

  it('hands over again what was under way when the system was killed', async () => {
    const path = place();
    let end = (_: Outcome) => {};
    const killed = start(memoryStream([record(1)]), path, () => new Promise((resolve) => (end = resolve)));
    await eventually(() => killed.calls.length === 1);
    // Not stopped yet: what a killed process leaves is the file alone.
    const next = start(memoryStream([record(1)]), path, () => done);
    await eventually(() => openCheckpoint(path).of('shard-1') === '1');
    await next.pump.stop();
    expect(next.calls).toEqual([['1']]);
    end(done);
    await killed.pump.stop();
  });

  it('keeps what no try could handle, and does not hold up what is behind it', async () => {
    const { pump, calls, kept } = start(memoryStream([record(1), record(2), record(3)]), place(), (ids) =>
      ids.includes('1') ? failure : done,
    );
    await eventually(() => calls.some((ids) => ids.includes('3')));
    await pump.stop();
    expect(kept).toEqual([['shard-1', ['1'], 'RetryAttemptsExhausted']]);
    expect(calls).toEqual([['1', '2'], ['1'], ['1'], ['2'], ['3']]);
  });

  it('begins with the oldest that is left when its place is no longer kept', async () => {
    const path = place();
    await openCheckpoint(path).set('shard-1', '1');
    const { pump, calls } = start(memoryStream([record(7)], 5), path, () => done);
    await eventually(() => calls.length === 1);
    await pump.stop();
    expect(calls).toEqual([['7']]);
  });
});
