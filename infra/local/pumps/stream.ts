import { setTimeout as sleep } from 'node:timers/promises';
import type { Outcome } from '../functions/message.ts';
import type { Checkpoint } from './checkpoint.ts';
import { cutBatches, deliver, type GivenUpFor } from './deliver.ts';
import type { Mapping } from './mappings.ts';
import { LostPlace, type StreamReader, type StreamRecord } from './stream-reader.ts';

/** How long a new row waits at most before it is seen. */
const IDLE_MS = 100;
const AT_ONCE = 200;
/** A function takes events of 6 MB; this leaves room for their frame. */
const MOST_BYTES = 5 * 1024 * 1024;
const AFTER_TROUBLE_MS = 1000;

export interface StreamPumpOptions {
  mapping: Mapping;
  reader: StreamReader;
  checkpoint: Checkpoint;
  region: string;
  invoke(payload: string): Promise<Outcome>;
  /** Keeps records that were given up. */
  keep(shard: string, records: StreamRecord[], reason: GivenUpFor, tries: number): Promise<void>;
  /** Milliseconds to rest after a batch that took so many. */
  restAfter(milliseconds: number): number;
  /** Told of what went wrong; the pump goes on. */
  complain(error: unknown): void;
}

/** Something that runs until it is told to stop; `stop` waits until it has. */
export interface Pump {
  stop(): Promise<void>;
}

/**
 * Hands the records of a stream to a function: those that pass the filter, in order in each shard, at least once.
 * The place of a batch is written down after it was handled, so a crash hands it over again.
 */
export function startStreamPump(options: StreamPumpOptions): Pump {
  const { mapping, reader, checkpoint, region, invoke, keep, restAfter, complain } = options;
  const stopping = new AbortController();
  const running = new Map<string, Promise<void>>();
  const pause = (milliseconds: number) =>
    sleep(milliseconds, undefined, { signal: stopping.signal }).catch(() => {});

  async function handle(shard: string, records: StreamRecord[]): Promise<void> {
    const wanted = records
      .map((record) => ({ ...record, awsRegion: region, eventSourceARN: mapping.streamArn }))
      .filter(mapping.wants);
    for (const batch of cutBatches(wanted, mapping.batchSize, MOST_BYTES)) {
      if (stopping.signal.aborted) return;
      const started = performance.now();
      await deliver(batch, mapping.policy, {
        invoke: (part) => invoke(JSON.stringify({ Records: part })),
        giveUp: (part, reason, tries) => keep(shard, part, reason, tries),
        pause: async (milliseconds) => {
          await pause(milliseconds);
          // Stopped between two tries: nothing is written down, and the next start hands the batch over again.
          stopping.signal.throwIfAborted();
        },
        now: Date.now,
      });
      const last = batch.at(-1);
      if (last) await checkpoint.set(shard, last.dynamodb.SequenceNumber);
      await pause(restAfter(performance.now() - started));
    }
    const last = records.at(-1);
    if (last) await checkpoint.set(shard, last.dynamodb.SequenceNumber);
  }

  async function followShard(shard: string): Promise<void> {
    let iterator: string | undefined = await reader.iterator(shard, checkpoint.of(shard)).catch((error) => {
      if (error instanceof LostPlace) return reader.iterator(shard);
      throw error;
    });
    while (iterator !== undefined && !stopping.signal.aborted) {
      const { records, next } = await reader.read(iterator, AT_ONCE);
      await handle(shard, records);
      iterator = next;
      if (records.length < AT_ONCE) await pause(IDLE_MS);
    }
  }

  async function follow(shard: string): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        return await followShard(shard);
      } catch (error) {
        if (stopping.signal.aborted) return;
        complain(error);
        await pause(AFTER_TROUBLE_MS);
      }
    }
  }

  /** Shards come and go; a new one is followed when the others are seen to. */
  async function watch(): Promise<void> {
    while (!stopping.signal.aborted) {
      const shards = await reader.shards().catch((error: unknown) => {
        complain(error);
        return [];
      });
      for (const shard of shards) if (!running.has(shard)) running.set(shard, follow(shard));
      await pause(shards.length > 0 ? 10_000 : AFTER_TROUBLE_MS);
    }
  }

  const watching = watch();
  return {
    async stop() {
      stopping.abort();
      await watching;
      await Promise.all(running.values());
    },
  };
}
