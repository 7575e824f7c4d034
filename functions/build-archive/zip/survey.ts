import type { ZipEntry } from './headers.ts';
import type { Limits } from './limits.ts';
import { RATES, workersFor } from './rates.ts';

/** How a file can come into the archive; what the letters of a plan's arithmetic stand for. */
export type Kind = 'small' | 'light' | 'heavy' | 'large';

/** The middle sizes are counted in so many steps, to find the smaller ones among them without sorting. */
const STEPS = 4096;

export interface Survey {
  small: { count: number; bytes: number };
  middle: { count: number; bytes: number };
  large: { count: number; bytes: number };
  /** Middle files that serve as glue: those below a step of size, and so many of that very step. */
  light: { count: number; step: number; inStep: number };
  /** Bytes that a copied part aims at. */
  copyPart: number;
}

const emptyCount = () => ({ count: 0, bytes: 0 });

/**
 * Copied parts as large as they may be without being what the archive waits for: a request less is money saved, and
 * the copies run beside the bytes that must pass through us anyway.
 */
function copyPartFor(through: number, workers: number, { leastCopy, mostCopy }: Limits): number {
  const seconds = through / RATES.stream / workers / 4;
  return Math.floor(Math.min(mostCopy, Math.max(leastCopy, seconds * RATES.copy)));
}

/**
 * Looks at all entries once. Every copied file needs `leastPart` bytes of glue before it. Small files are glue; where
 * they do not suffice, so many of the middle files become glue ("light") as the rest need, and those are the smallest.
 * @param workers how many will build it, where that is known
 */
export function survey(entries: Iterable<ZipEntry>, limits: Limits, workers?: number): Survey {
  const { leastPart } = limits;
  const [small, middle, large] = [emptyCount(), emptyCount(), emptyCount()];
  const counts = new Uint32Array(STEPS);
  for (const { source } of entries) {
    const kind = source.size < leastPart ? small : source.size < 2 * leastPart ? middle : large;
    kind.count++;
    kind.bytes += source.size;
    if (kind !== middle) continue;
    const step = stepOf(source.size, limits);
    counts[step] = (counts[step] ?? 0) + 1;
  }
  const slots = Math.floor(small.bytes / leastPart);
  const wanted = Math.ceil((large.count + middle.count - slots) / 2);
  const count = Math.min(middle.count, Math.max(0, wanted));
  let [step, inStep] = [0, count];
  for (; step < STEPS - 1 && inStep > (counts[step] ?? 0); step++) inStep -= counts[step] ?? 0;
  const through = small.bytes + Math.max(0, large.count + middle.count - slots) * leastPart;
  const copyPart = copyPartFor(through, workers ?? workersFor(through / RATES.stream), limits);
  return { small, middle, large, light: { count, step, inStep }, copyPart };
}

const stepOf = (size: number, { leastPart }: Limits): number =>
  Math.floor(((size - leastPart) * STEPS) / leastPart);

/** Tells the kind of one entry after the other; begun anew for each walk over them. */
export function kinds({ light }: Survey, limits: Limits): (entry: ZipEntry) => Kind {
  let left = light.inStep;
  return ({ source: { size } }) => {
    if (size < limits.leastPart) return 'small';
    if (size >= 2 * limits.leastPart) return 'large';
    const step = stepOf(size, limits);
    if (step !== light.step) return step < light.step ? 'light' : 'heavy';
    return left-- > 0 ? 'light' : 'heavy';
  };
}
