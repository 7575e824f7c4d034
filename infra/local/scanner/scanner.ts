import * as z from 'zod';
import { createAsynchronous } from '../pumps/asynchronous.ts';
import type { S3Event } from '../s3/call.ts';
import type { Asking, Clamd } from './clamd.ts';
import { scan } from './clamd.ts';
import type { ScanPlan } from './plans.ts';
import type { ScanStatus } from './scan-event.ts';
import type { ScannedObjects } from './scanned-objects.ts';

/** On disk until it was scanned. */
const Waiting = z.object({
  bucket: z.string(),
  key: z.string(),
  versionId: z.string(),
  etag: z.string(),
  size: z.int(),
});
type Waiting = z.infer<typeof Waiting>;

/** While clamd is away, tries come ever later: this many are an hour and a half. */
const RETRIES = { attempts: 60, oldest: 6 * 3600 };
const PAUSE_MS = 3000;
/** clamd has 10 threads unless it is told otherwise; one large file must not keep the others waiting. */
const AT_ONCE = 2;

const STATUS = { clean: 'NO_THREATS_FOUND', infected: 'THREATS_FOUND', unsupported: 'UNSUPPORTED' } as const;

export interface ScannerOptions {
  plan: ScanPlan;
  clamd: Clamd;
  /** Larger files are not given to clamd, which calls clean what is above its MaxFileSize. */
  mostBytes: number;
  directory: string;
  objects: ScannedObjects;
  /** Tells of a verdict, after the object has its tag. */
  announce(object: Waiting, status: ScanStatus, threats: string[]): void;
  /** Told when clamd does not answer, once until it does again. */
  complain(error: unknown): void;
  pauseMs?: number;
  attempts?: number;
  patienceMs?: Asking['patienceMs'];
}

export interface Scanner {
  /** Returns when the object is noted on disk: from then on it is scanned, at least once, even after a crash. */
  arrived(event: S3Event): void;
  /** Takes up what an earlier run left. */
  resume(): void;
  stop(): Promise<void>;
}

/** Lets so many of a kind run at once. */
function gate(places: number) {
  const waiting: (() => void)[] = [];
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (places > 0) places--;
    else await new Promise<void>((go) => waiting.push(go));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else places++;
    }
  };
}

/** Scans what arrives with clamd, as GuardDuty's plan says: a tag first, by which it may be read, then the news. */
export function startScanner(options: ScannerOptions): Scanner {
  const { plan, clamd, mostBytes, directory, objects, announce, complain } = options;
  const { pauseMs = PAUSE_MS, attempts = RETRIES.attempts, patienceMs } = options;
  const stopping = new AbortController();
  const through = gate(AT_ONCE);
  let answers = true;

  async function conclude(object: Waiting, status: ScanStatus, threats: string[] = []): Promise<void> {
    await objects.tag(object, status);
    announce(object, status, threats);
  }

  async function look(object: Waiting): Promise<void> {
    const { signal } = stopping;
    if (object.size > mostBytes) return conclude(object, 'UNSUPPORTED');
    const bytes = await objects.read(object, signal);
    // Whoever deleted it needs no verdict.
    if (bytes === undefined) return;
    if (bytes === 'denied') return announce(object, 'ACCESS_DENIED', []);
    const { result, threats } = await scan(clamd, bytes, { signal, patienceMs });
    answers = true;
    await conclude(object, STATUS[result], threats);
  }

  const waiting = createAsynchronous({
    directory,
    pauseMs,
    retriesOf: () => ({ ...RETRIES, attempts }),
    async invoke(_plan, payload) {
      try {
        await through(() => look(Waiting.parse(JSON.parse(payload))));
        return { payload: '' };
      } catch (error) {
        const errorMessage = error instanceof Error ? error.message : String(error);
        if (answers && !stopping.signal.aborted)
          complain(
            new Error(
              `病毒扫描无法进行，文件等待重试 · scanning does not work, files wait for it: ${errorMessage}`,
            ),
          );
        answers = false;
        return { failure: { errorType: 'Unscanned', errorMessage } };
      }
    },
    giveUp: ({ payload }) => conclude(Waiting.parse(JSON.parse(payload)), 'FAILED'),
    complain,
  });

  return {
    arrived({ bucket, kind, key, size, etag, versionId }) {
      const covered = bucket === plan.bucket && plan.prefixes.some((prefix) => key.startsWith(prefix));
      if (kind !== 'Object Created' || !covered || versionId === undefined) return;
      waiting.accept(plan.id, JSON.stringify({ bucket, key, versionId, etag, size } satisfies Waiting));
    },
    resume: waiting.resume,
    async stop() {
      const stopped = waiting.stop();
      stopping.abort();
      await stopped;
      objects.close();
    },
  };
}
