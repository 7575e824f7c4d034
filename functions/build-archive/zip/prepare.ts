import type { Entry } from '../plan-shape.ts';
import { type Batch, cutPlan } from './cut-plan.ts';
import { type Estimate, estimate, slicesFor } from './estimate.ts';
import type { ZipEntry } from './headers.ts';
import { type Limits, S3_LIMITS } from './limits.ts';
import { limiter } from './parallel.ts';
import { planZip } from './plan-zip.ts';
import type { Upload, ZipStore } from './store.ts';
import { settled } from './tools.ts';
import { packJson, piecesOf, Uploads, unpackJson, type Work, workKeys } from './work.ts';

export interface Preparation {
  store: ZipStore;
  /** Gives the same entries at each call. */
  entries(): Iterable<Entry>;
  /** Of the objects that the work is kept in; nobody else's. */
  prefix: string;
  /** Where a volume is to be, from 1. */
  keyOf(volume: number, volumes: number): string;
  /** The file that the last volume ends with. */
  closing?: Omit<ZipEntry, 'source'> & { length: number; lineLength(entry: Entry): number };
  limits?: Limits;
  /** How many shall build it at once, where that is not to be found out. */
  workers?: number;
}

/** Batches stored at once. */
const PARALLEL = 8;

/**
 * Plans an archive and keeps the plan batch by batch, for builders to take.
 * @throws TooLarge
 */
export async function prepareZip(given: Preparation): Promise<{ work: Work; estimated: Estimate }> {
  const { store, entries, prefix, keyOf, closing, limits = S3_LIMITS, workers } = given;
  const plan = () => planZip(entries, { limits, closing, workers });
  let closingLength = closing?.length ?? 0;
  if (closing) for (const entry of entries()) closingLength += closing.lineLength(entry);
  const estimated = estimate(plan(), closingLength, limits);
  const { volumes, segmentSeconds } = estimated;
  const slices = workers ?? slicesFor(estimated);

  const keys = workKeys(prefix);
  const inParallel = limiter(PARALLEL);
  const batches: Work['batches'] = [];
  let storing: Promise<unknown>[] = [];
  for (const batch of cutPlan(plan(), slices, segmentSeconds)) {
    const n = batches.length;
    batches.push(outline(batch));
    storing.push(inParallel(() => store.put(keys.batch(n), packJson(batch))));
    if (storing.length < PARALLEL) continue;
    await settled(storing);
    storing = [];
  }
  await settled(storing);
  const work = {
    prefix,
    keys: Array.from({ length: volumes }, (_, i) => keyOf(i + 1, volumes)),
    batches,
    closing: closing && { path: closing.path, modifiedAt: closing.modifiedAt },
  };
  return { work, estimated };
}

function outline(batch: Batch<Entry>): Work['batches'][number] {
  const { volume, slice, segments } = batch;
  const [first, last] = [segments[0], segments.at(-1)];
  const numbers = first && last && { first: first.number, last: last.number + last.copies.length };
  const pieces = piecesOf(batch);
  const bytes = pieces.reduce((sum, { entry }) => sum + entry.source.size, 0);
  return { volume, slice, entries: pieces.length, bytes, numbers };
}

/** The slices that there is something to build in. */
export const slicesOf = ({ batches }: Work): number[] => [
  ...new Set(batches.map(({ slice }) => slice).filter((slice) => slice !== undefined)),
];

/** The uploads that all builders share, one a volume; the first who noted theirs decided. */
export async function openUploads(store: ZipStore, { prefix, keys }: Work): Promise<Upload[]> {
  const key = workKeys(prefix).uploads;
  const before = await store.get(key);
  if (before) return Uploads.parse(unpackJson(before));
  const ours = await settled(keys.map((volume) => store.createUpload(volume)));
  if ((await store.put(key, packJson(ours), { onlyNew: true })) !== undefined) return ours;
  await settled(ours.map((upload) => store.abort(upload)));
  const theirs = await store.get(key);
  if (!theirs) throw new Error('the uploads that were there a moment ago are gone');
  return Uploads.parse(unpackJson(theirs));
}

/** Ends what is under way for these archives, also uploads that a run began and could not note. */
export async function abandonUploads(store: ZipStore, { keys }: Work): Promise<void> {
  const underWay = await settled(keys.map((key) => store.listUploads(key)));
  await settled(underWay.flat().map((upload) => store.abort(upload)));
}
