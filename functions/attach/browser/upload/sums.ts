import type { Part } from '../../../../schemas/parts.ts';
import { combineCrc } from './crc32.ts';
import { Failure } from './failure.ts';

/** The checksums of a file's parts, each reckoned once however often the upload is taken up. All throw AbortError. */
export interface Sums {
  of(part: Part, signal: AbortSignal): Promise<number>;
  /** Reads the part again. @throws Failure `unreadable` when it is not what it was */
  check(part: Part, signal: AbortSignal): Promise<void>;
  /** Of parts that follow each other. */
  whole(parts: readonly Part[], signal: AbortSignal): Promise<number>;
}

const unlessStopped = <T>(action: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const stop = () => reject(new DOMException('', 'AbortError'));
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    action.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });

export function createSums(file: Blob, crcOf: (piece: Blob) => Promise<number>): Sums {
  const known = new Map<string, number>();
  const reckon = ({ from, size }: Part, signal: AbortSignal) =>
    unlessStopped(crcOf(file.slice(from, from + size)), signal);
  const idOf = ({ from, size }: Part) => `${from}+${size}`;
  async function of(part: Part, signal: AbortSignal): Promise<number> {
    const sum = known.get(idOf(part)) ?? (await reckon(part, signal));
    known.set(idOf(part), sum);
    return sum;
  }
  return {
    of,
    async check(part, signal) {
      if ((await reckon(part, signal)) !== known.get(idOf(part))) throw new Failure('unreadable');
    },
    async whole(parts, signal) {
      let sum = 0;
      for (const part of parts) sum = combineCrc(sum, await of(part, signal), part.size);
      return sum;
    },
  };
}
