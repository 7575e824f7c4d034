import { loadOf, secondsOf } from './estimate.ts';
import type { ZipEntry } from './headers.ts';
import type { Segment, VolumeEnd } from './volume.ts';

/** What is read, worked on and noted as done together; a slice is one or several. */
export interface Batch<E> {
  volume: number;
  /** The worker that builds it; none for the end of a volume, which the last step writes. */
  slice: number | undefined;
  segments: Segment<E>[];
  end?: VolumeEnd<E>;
}

/** Fewer mean less to do again after a crash, more mean fewer requests for keeping the results. */
const MOST_SEGMENTS = 200;
/** All of a batch is in memory. */
const MOST_ENTRIES = 8192;

/**
 * Cuts a plan into batches, and those into slices that take about the same time.
 * @param total seconds of all segments, as estimated
 */
export function* cutPlan<E extends ZipEntry>(
  plan: Iterable<Segment<E> | VolumeEnd<E>>,
  slices: number,
  total: number,
): Generator<Batch<E>> {
  let segments: Segment<E>[] = [];
  let [entries, slice, seconds] = [0, 0, 0];

  function* close(): Generator<Batch<E>> {
    const [first] = segments;
    if (first) yield { volume: first.volume, slice, segments };
    [segments, entries] = [[], 0];
  }

  for (const item of plan) {
    if (item.kind === 'end') {
      yield* close();
      yield { volume: item.volume, slice: undefined, segments: [], end: item };
      continue;
    }
    segments.push(item);
    entries += item.pieces.length;
    seconds += secondsOf(loadOf(item));
    const sliceFull = slice < slices - 1 && seconds >= ((slice + 1) * total) / slices;
    if (!sliceFull && segments.length < MOST_SEGMENTS && entries < MOST_ENTRIES) continue;
    yield* close();
    if (sliceFull) slice++;
  }
}
