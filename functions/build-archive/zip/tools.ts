import { limiter, Memory } from './parallel.ts';
import { PARALLEL } from './rates.ts';
import type { ZipStore } from './store.ts';

/**
 * Uploaded parts that are being made, bytes: three at least, or a mix of small and large files waits for memory (a sixth
 * longer for 624 GB); with the runtime and its connections this stays below 256 MiB.
 */
const MEMORY = 28 * 1024 ** 2;
/** Files that pass through whole, each in a stream of its own. */
const STREAMS = 2;

/** What one run of a step works with. */
export interface Tools {
  store: ZipStore;
  memory: Memory;
  copies: ReturnType<typeof limiter>;
  reads: ReturnType<typeof limiter>;
  streams: ReturnType<typeof limiter>;
  /** Told of files and bytes that are in the upload; what it throws ends the run. */
  progress(files: number, bytes: number): void;
  /** A store that told no CRC of one copied part is taken to tell none of others. */
  tellsCrcs: boolean;
  /** What ended the run; who comes after gives up. */
  failure: { error: unknown } | undefined;
}

export const openTools = (store: ZipStore, progress: Tools['progress'] = () => {}): Tools => ({
  store,
  progress,
  memory: new Memory(MEMORY),
  copies: limiter(PARALLEL.copies),
  reads: limiter(PARALLEL.reads),
  streams: limiter(STREAMS),
  tellsCrcs: true,
  failure: undefined,
});

/** Does nothing more once a part of the run has failed. */
export async function unlessFailed<T>(tools: Tools, work: () => Promise<T>): Promise<T> {
  if (tools.failure) throw tools.failure.error;
  try {
    return await work();
  } catch (error) {
    tools.failure ??= { error };
    throw error;
  }
}

/** All of them, or an error once none is under way any more. */
export async function settled<T>(work: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(work);
  return Promise.all(work);
}
