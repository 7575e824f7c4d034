import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import type { Outcome } from '../functions/message.ts';

const Waiting = z.object({ functionId: z.string(), payload: z.string(), acceptedAt: z.number() });
type Waiting = z.infer<typeof Waiting>;

/** How often, and for how long, a function gets an event that it failed on. */
export interface Retries {
  attempts: number;
  /** Seconds. */
  oldest: number;
}

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

export interface AsynchronousOptions {
  directory: string;
  invoke(functionId: string, payload: string): Promise<Outcome>;
  retriesOf(functionId: string): Retries;
  /** Told of an event that a function failed on for good; like AWS, nobody else is. */
  complain(functionId: string, failure: { errorType: string }): void;
  /** Before the second try; each later pause is that much longer. AWS waits a minute, a sixtieth is enough here. */
  pauseMs?: number;
}

/**
 * Lambda's asynchronous invocation: an event is accepted at once and handed over afterwards, again when the
 * function fails. Rules and schedules start functions this way.
 */
export function createAsynchronous(options: AsynchronousOptions): Asynchronous {
  const { directory, invoke, retriesOf, complain, pauseMs = 1000 } = options;
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
        complain(functionId, outcome.failure);
        return 'done';
      }
      await sleep(pauseMs * tries, undefined, { signal: stopping.signal }).catch(() => {});
    }
    return 'stopped';
  }

  function start(path: string, waiting: Waiting): void {
    const work = handOver(waiting).then(async (end) => {
      if (end === 'done') await rm(path, { force: true });
    });
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
