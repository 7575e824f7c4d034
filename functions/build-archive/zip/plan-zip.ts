import { localHeaderLength, type ZipEntry } from './headers.ts';
import { type Limits, S3_LIMITS } from './limits.ts';
import { Supply } from './supply.ts';
import { type Kind, kinds, survey } from './survey.ts';
import { type Segment, Volume, type VolumeEnd } from './volume.ts';

/** A file that no volume can hold. */
export class TooLarge extends Error {
  readonly path: string;

  constructor(path: string) {
    super('a file is larger than an object can be');
    this.name = 'TooLarge';
    this.path = path;
  }
}

export interface Planning<E> {
  limits?: Limits;
  /** How many will build it, where that is known. */
  workers?: number;
  /** A file that the last volume ends with: bytes that an entry takes in it, and bytes it has besides. */
  closing?: { lineLength(entry: E): number; length: number };
}

function* only<E extends ZipEntry>(
  entries: Iterable<E>,
  wanted: Kind,
  kindOf: (entry: E) => Kind,
): Generator<E, undefined> {
  for (const entry of entries) if (kindOf(entry) === wanted) yield entry;
}

/**
 * Plans how a ZIP is put together inside a store, part after part: as few bytes as possible pass through us, the rest
 * is copied from object to object. The rules of S3 shape it: a file can be copied only behind a part of at least 5 MiB
 * that we upload, its glue. So small files are the glue between large ones; where they do not suffice, the smaller of
 * the middle files are, and at last a large file lends its own first bytes.
 *
 * Deterministic, and in memory that does not grow with the number of entries.
 * @param entries gives the same entries at each call; it is walked five times
 * @throws TooLarge
 */
export function* planZip<E extends ZipEntry>(
  entries: () => Iterable<E>,
  { limits = S3_LIMITS, workers, closing }: Planning<E> = {},
): Generator<Segment<E> | VolumeEnd<E>> {
  const { leastPart, gluePart } = limits;
  const known = survey(entries(), limits, workers);
  const supply = (kind: Kind, count: number, bytes = 0) =>
    new Supply(only(entries(), kind, kinds(known, limits)), count, bytes);
  const small = supply('small', known.small.count, known.small.bytes);
  const light = supply('light', known.light.count);
  const heavy = supply('heavy', known.middle.count - known.light.count);
  const large = supply('large', known.large.count);
  const newVolume = (number: number) => new Volume<E>(number, limits, known.copyPart);
  let volume = newVolume(1);
  let closingLength = closing?.length ?? 0;

  /** Begins the next volume where this one could not hold `bytes` more. */
  function* makeRoom(entry: E): Generator<VolumeEnd<E>> {
    const { size } = entry.source;
    if (volume.hasRoomFor(size, closingLength)) return;
    if (!volume.empty) {
      yield volume.end();
      volume = newVolume(volume.number + 1);
    }
    if (!volume.hasRoomFor(size, closingLength)) throw new TooLarge(entry.path);
  }

  function add(entry: E, bytes = entry.source.size): void {
    volume.add(entry, bytes);
    closingLength += closing?.lineLength(entry) ?? 0;
  }

  /** What `file` must lend of its first bytes to be copied behind what is pending. */
  const headOf = (file: E) => Math.max(0, leastPart - volume.pending - localHeaderLength(file));
  const canCopy = (file: E) => file.source.size - headOf(file) >= leastPart;

  /** Takes small files as glue for `file`: its share of them, where they are plenty. */
  function fill(file: E): void {
    const waiting = large.count + heavy.count + 1;
    const plenty = small.bytes >= waiting * leastPart;
    const share = plenty ? Math.min(gluePart, Math.max(leastPart, small.bytes / waiting)) : leastPart;
    for (let next = small.peek(); next && volume.pending < share && !volume.full; next = small.peek()) {
      // Where glue is scarce none is wasted by passing 5 MiB: the file's own first bytes fill up the rest exactly.
      const passes = volume.pending + localHeaderLength(next) + next.source.size > leastPart;
      if (!plenty && passes && canCopy(file)) break;
      small.take();
      add(next);
    }
  }

  function* stream(entry: E): Generator<Segment<E> | VolumeEnd<E>> {
    yield* makeRoom(entry);
    add(entry);
    if (volume.full) yield volume.segment();
  }

  function* bring(file: E): Generator<Segment<E> | VolumeEnd<E>> {
    yield* makeRoom(file);
    const glue = volume.pending < leastPart ? light.take() : undefined;
    if (glue) add(glue);
    else fill(file);
    if (!canCopy(file)) return yield* stream(file);
    const head = headOf(file);
    add(file, head);
    yield volume.segment(file, head);
  }

  for (let file = large.take(); file; file = large.take()) yield* bring(file);
  for (let file = heavy.take(); file; file = heavy.take()) yield* bring(file);
  for (let file = light.take(); file; file = light.take()) yield* bring(file);
  for (let file = small.take(); file; file = small.take()) yield* stream(file);
  yield volume.end();
}
