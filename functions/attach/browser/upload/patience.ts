import { isFailure } from './failure.ts';

/** Milliseconds: 1 s, then twice as long each time, a minute at most; scattered, so that not all come back at once. */
export const pauseBefore = (attempt: number, random: number): number =>
  Math.min(60_000, 1000 * 2 ** attempt) * (0.5 + random / 2);

/** An address that the store refuses so often is refused for another reason than its age. */
const MOST_EXPIRED = 5;

export interface Patience {
  /** Waits, less when the line comes back by itself; throws AbortError. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
  random(): number;
  /** Told of every wait. */
  onWait(milliseconds: number): void;
}

/** Does something until it succeeds: what fails for want of a line is done again for as long as it takes. */
export async function again<T>(
  { wait, random, onWait }: Patience,
  signal: AbortSignal,
  action: (attempt: number) => Promise<T>,
): Promise<T> {
  let expired = 0;
  for (let attempt = 0; ; attempt++) {
    try {
      return await action(attempt);
    } catch (error) {
      if (isFailure(error, 'expired') && ++expired > MOST_EXPIRED) throw error;
      if (!isFailure(error, 'lost', 'expired')) throw error;
      if (error.kind === 'expired' && expired === 1) continue;
      const pause = pauseBefore(attempt, random());
      onWait(pause);
      await wait(pause, signal);
    }
  }
}

/** Waiting in a browser, which knows when it is on line again. */
export function waitOnLine(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (how: () => void) => () => {
      clearTimeout(timer);
      window.removeEventListener('online', back);
      signal.removeEventListener('abort', stop);
      how();
    };
    const back = end(resolve);
    const stop = end(() => reject(new DOMException('', 'AbortError')));
    const timer = setTimeout(back, milliseconds);
    window.addEventListener('online', back);
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
  });
}
