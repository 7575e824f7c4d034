import { END_LENGTH, type ZipEntry } from './headers.ts';
import { type Limits, S3_LIMITS } from './limits.ts';
import { PARALLEL, PRICES, RATES, workersFor } from './rates.ts';
import type { Segment, VolumeEnd } from './volume.ts';

/** What a part of a plan takes. */
export interface Load {
  /** Requests billed as PUT, COPY, POST or LIST, and as GET. */
  puts: number;
  gets: number;
  /** Bytes that come into a function and go out of it again, and bytes copied inside the store. */
  through: number;
  copied: number;
  /** Bytes of the longest copied part. */
  longestCopy: number;
}

export interface Estimate extends Load {
  volumes: number;
  entries: number;
  /** What the last step does alone. */
  last: Load;
  /** Seconds of all segments, if they were brought in one after the other. */
  segmentSeconds: number;
}

const NOTHING: Load = { puts: 0, gets: 0, through: 0, copied: 0, longestCopy: 0 };

const sum = (a: Load, b: Load): Load => ({
  puts: a.puts + b.puts,
  gets: a.gets + b.gets,
  through: a.through + b.through,
  copied: a.copied + b.copied,
  longestCopy: Math.max(a.longestCopy, b.longestCopy),
});

export const loadOf = ({ pieces, length, copies }: Segment<ZipEntry>): Load => ({
  puts: 1 + copies.length,
  gets: pieces.filter(({ bytes }) => bytes > 0).length,
  through: length,
  copied: copies.reduce((bytes, copy) => bytes + copy.length, 0),
  longestCopy: Math.max(0, ...copies.map((copy) => copy.length)),
});

/** Beside its last parts, a volume has its upload begun and completed. */
function loadOfEnd(end: VolumeEnd<ZipEntry>, closing: number, { tailPart }: Limits): Load {
  const through = end.length + closing + end.directoryLength + END_LENGTH;
  const gets = end.pieces.filter(({ bytes }) => bytes > 0).length;
  return { ...NOTHING, puts: 2 + Math.ceil(through / tailPart), gets, through };
}

/**
 * Counts what a plan takes, whoever carries it out.
 * @param closing bytes of the file that the last volume ends with
 */
export function estimate(
  plan: Iterable<Segment<ZipEntry> | VolumeEnd<ZipEntry>>,
  closing = 0,
  limits: Limits = S3_LIMITS,
): Estimate {
  let [all, last, volumes, entries, segmentSeconds] = [NOTHING, NOTHING, 0, 0, 0];
  for (const item of plan) {
    if (item.kind === 'end') {
      volumes = item.volume;
      entries += item.entries;
      last = sum(last, loadOfEnd(item, 0, limits));
    } else {
      const load = loadOf(item);
      all = sum(all, load);
      segmentSeconds += secondsOf(load);
    }
  }
  last = sum(last, { ...NOTHING, puts: Math.ceil(closing / limits.tailPart), through: closing });
  return { ...sum(all, last), volumes, entries, last, segmentSeconds };
}

/** How long the load keeps one function at least, whatever it waits for: bytes each way, copies or answers. */
export const secondsOf = ({ through, copied, puts, gets }: Load): number =>
  Math.max(
    through / RATES.stream,
    copied / RATES.copy / PARALLEL.copies,
    ((puts + gets) * RATES.requestSeconds) / PARALLEL.reads,
  );

/** The whole time, with so many functions at once and one for the end. */
export function makespan(estimated: Estimate, workers: number): number {
  const { puts, gets, longestCopy, last } = estimated;
  const shared = secondsOf(estimated) / workers;
  const prefixes = Math.max(puts / RATES.writes, gets / RATES.reads);
  // The first uploaded part waits for its copies; each step begins with a few requests, one after the other.
  const lead = longestCopy / RATES.copy + 8 * RATES.requestSeconds;
  return Math.max(shared, prefixes) + lead + secondsOf(last);
}

/** USD: requests, compute, and the state machine's steps. */
export function cost(estimated: Estimate, workers: number) {
  const { puts, gets } = estimated;
  const seconds = secondsOf(estimated) + workers * 8 * RATES.requestSeconds;
  return {
    requests: puts * PRICES.put + gets * PRICES.get,
    compute: seconds * PRICES.gigabyteSecond + (workers + 2) * PRICES.invocation,
    transitions: (workers + 5) * PRICES.transition,
  };
}

/** A slice must end long before its function does after 15 minutes, though the network be slower than measured. */
const SECONDS_A_SLICE = 300;

/** Into how many slices a plan is cut; at most sixteen are worked on at once. */
export function slicesFor(estimated: Estimate): number {
  const seconds = secondsOf(estimated);
  return Math.max(workersFor(seconds), Math.ceil(seconds / SECONDS_A_SLICE));
}
