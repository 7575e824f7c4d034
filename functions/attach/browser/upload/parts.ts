import { LARGEST_PART, MIB, SMALLEST_PART } from '../../../../schemas/slot.ts';

export interface Part {
  number: number;
  /** Where it begins in the file. */
  from: number;
  size: number;
}

export const partsOf = (size: number, partSize: number): Part[] =>
  Array.from({ length: Math.ceil(size / partSize) }, (_, index) => {
    const from = index * partSize;
    return { number: index + 1, from, size: Math.min(partSize, size - from) };
  });

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
