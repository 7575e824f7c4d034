import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import type { Failure, Outcome } from '../functions/message.ts';
import type { Retries } from './rules.ts';

const Waiting = z.object({ functionId: z.string(), payload: z.string(), acceptedAt: z.number() });
type Waiting = z.infer<typeof Waiting>;

export interface Asynchronous {
  /**
   * Returns when the event is on disk: from then on the function gets it, at least once, even after a crash. That
   * whoever tells of it may answer only afterwards is why this waits for the disk.
   */
  accept(functionId: string, payload: string): void;
  /** Takes up what an earlier run left. */
  resume(): void;
  stop(): Promise<void>;
}

/** An event that no try could handle. */
export interface GivenUp {
  functionId: string;
  payload: string;
  failure: Failure;
  tries: number;
  reason: 'RetriesExhausted' | 'EventAgeExceeded';
}

export interface AsynchronousOptions {
  directory: string;
  invoke(functionId: string, payload: string): Promise<Outcome>;
  retriesOf(functionId: string): Retries;
  /** Gets an event that a function failed on for good. */
  giveUp(given: GivenUp): Promise<void>;
  complain(error: unknown): void;
  /** Before the second try; each later pause is that much longer. AWS waits a minute, a sixtieth is enough here. */
  pauseMs?: number;
}

/**
 * Lambda's asynchronous invocation: an event is accepted at once and handed over afterwards, again when the
 * function fails. Rules and schedules start functions this way.
 */
export function createAsynchronous(options: AsynchronousOptions): Asynchronous {
  const { directory, invoke, retriesOf, giveUp, pauseMs = 1000 } = options;
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  mkdirSync(directory, { recursive: true });

  async function handOver({ functionId, payload, acceptedAt }: Waiting): Promise<'done' | 'stopped'> {
    const { attempts, oldest } = retriesOf(functionId);
    for (let tries = 1; !stopping.signal.aborted; tries++) {
      const outcome = await invoke(functionId, payload);
      if ('payload' in outcome) return 'done';
      const isOld = Date.now() > acceptedAt + oldest * 1000;
      if (tries > attempts || isOld) {
        const reason = isOld ? 'EventAgeExceeded' : 'RetriesExhausted';
        await giveUp({ functionId, payload, failure: outcome.failure, tries, reason });
        return 'done';
      }
      await sleep(pauseMs * tries, undefined, { signal: stopping.signal }).catch(() => {});
    }
    return 'stopped';
  }

  function start(path: string, waiting: Waiting): void {
    const work = handOver(waiting).then(
      async (end) => {
        if (end === 'done') await rm(path, { force: true });
      },
      // It stays on disk: the next start tries again.
      options.complain,
    );
    running.add(work);
    void work.finally(() => running.delete(work));
  }

  return {
    accept(functionId, payload) {
      const waiting = { functionId, payload, acceptedAt: Date.now() };
      const path = join(directory, `${waiting.acceptedAt}-${randomUUID()}.json`);
      writeFileSync(`${path}.new`, JSON.stringify(waiting));
      renameSync(`${path}.new`, path);
      if (!stopping.signal.aborted) start(path, waiting);
    },
    resume() {
      const files = readdirSync(directory)
        .filter((file) => file.endsWith('.json'))
        .sort();
      for (const file of files) {
        const path = join(directory, file);
        start(path, Waiting.parse(JSON.parse(readFileSync(path, 'utf8'))));
      }
    },
    async stop() {
      stopping.abort();
      await Promise.allSettled(running);
    },
  };
}
