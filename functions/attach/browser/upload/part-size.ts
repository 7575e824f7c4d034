import { LARGEST_PART, MIB, SMALLEST_PART } from '../../../../schemas/slot.ts';

/** What a lost connection costs at most: so many seconds of sending. */
const SECONDS = 10;
/** The store takes 10,000; so many that are listed and joined in a moment. */
const MOST_PARTS = 1000;

/** As large as the line carries in a few seconds: few questions on a good line, little to send again on a bad one. */
export function partSizeFor(size: number, bytesPerSecond?: number): number {
  // Before anything is known of the line: as little as may be lost with it.
  const wanted = (bytesPerSecond ?? 0) * SECONDS;
  const least = Math.max(SMALLEST_PART, size / MOST_PARTS);
  return Math.ceil(Math.min(LARGEST_PART, Math.max(least, wanted)) / MIB) * MIB;
}

/** What is known of the way to the store, over all that is done to bring a file there. */
export interface Line {
  /** Bytes a second that have arrived, as far as is known: what has only left may lie anywhere on the way. */
  rate(): number | undefined;
  /** So many bytes more have arrived. */
  arrived(bytes: number): void;
  /** Has a part been lost on it? */
  broken: boolean;
}

/** Another size for the parts to come, where the line is much better, or much worse, than they were made for. */
export function betterSize(
  present: number,
  { rate, broken }: Pick<Line, 'rate' | 'broken'>,
  sizeFor: (bytesPerSecond?: number) => number,
): number | undefined {
  const bytesPerSecond = rate();
  if (bytesPerSecond === undefined) return undefined;
  const wanted = sizeFor(bytesPerSecond);
  if (wanted <= present / 2) return wanted;
  // A fast line that breaks loses more with each larger part.
  return !broken && wanted >= present * 2 ? wanted : undefined;
}
