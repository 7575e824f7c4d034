import type { Entry } from '../plan-shape.ts';
import { type Brought, bring, type Site } from './bring.ts';
import { combineCrc } from './crc.ts';
import { uploadGlue } from './glue.ts';
import { checkPinned, pinnedCrc } from './pinned.ts';
import type { Upload, ZipStore } from './store.ts';
import { openTools, settled, type Tools, unlessFailed } from './tools.ts';
import type { Segment } from './volume.ts';
import { packCrcs, unpackBatch, type Work, workKeys } from './work.ts';

/** Segments under way before more of the plan is read. */
const ENOUGH = 128;

export interface Building {
  store: ZipStore;
  work: Work;
  /** One a volume. */
  uploads: readonly Upload[];
  /** Told of files that are in the upload, and of their bytes. What it throws ends the run. */
  progress?(files: number, bytes: number): void;
}

/** @returns the CRCs of the segment's entries */
async function buildSegment(tools: Tools, site: Site, segment: Segment<Entry>): Promise<number[]> {
  const { copies, pieces } = segment;
  const file = copies.length > 0 ? pieces.at(-1) : undefined;
  if (!file) return uploadGlue(tools, site, segment, (crc) => crc);
  const { entry, bytes } = file;
  const rest = entry.source.size - bytes;
  const crcOf = (head: number, brought: Brought) =>
    'whole' in brought ? brought.whole : combineCrc(head, brought.rest, rest);

  const pinned = pinnedCrc(entry);
  if (pinned === undefined) {
    const brought = await bring(tools, site, entry, copies);
    return uploadGlue(tools, site, segment, (head) => crcOf(head, brought));
  }
  // Its header can be written before the copies have told the CRC; they only prove it.
  let headCrc = 0;
  const glue = uploadGlue(tools, site, segment, (head) => {
    headCrc = head;
    return pinned;
  });
  const [brought, crcs] = await both(bring(tools, site, entry, copies), glue);
  checkPinned(entry, crcOf(headCrc, brought));
  return crcs;
}

async function both<A, B>(a: Promise<A>, b: Promise<B>): Promise<[A, B]> {
  await settled<unknown>([a, b]);
  return [await a, await b];
}

/** The parts of a batch that are in the upload already. */
async function partsBefore({ store, uploads }: Building, batch: Work['batches'][number]): Promise<Site> {
  const { volume, numbers } = batch;
  const upload = uploads[volume - 1];
  if (!upload || !numbers) throw new Error('a batch has no upload');
  const parts = await store.listParts(upload, numbers.first - 1, numbers.last);
  return { upload, have: new Map(parts.map((part) => [part.number, part])) };
}

/**
 * Brings one slice of an archive into its uploads. Begun again after a crash, it copies nothing that is there: the
 * store lists the parts with their CRCs, and those of the files inside uploaded parts are kept batch by batch.
 * @throws SourceGone ChecksumMismatch UploadGone
 */
export async function buildSlice(building: Building, slice: number): Promise<void> {
  const { store, work } = building;
  const tools = openTools(store, building.progress);
  const keys = workKeys(work.prefix);
  const underWay = new Set<Promise<unknown>>();
  const batches: Promise<void>[] = [];

  function start(site: Site, segment: Segment<Entry>): Promise<number[]> {
    const built = unlessFailed(tools, async () => {
      const crcs = await buildSegment(tools, site, segment);
      // Copied parts have told of themselves.
      const uploaded = segment.pieces.reduce((sum, { bytes }) => sum + bytes, 0);
      tools.progress(segment.pieces.length, uploaded);
      return crcs;
    });
    const ended = built.catch(() => undefined).finally(() => underWay.delete(ended));
    underWay.add(ended);
    return built;
  }

  async function buildBatch(n: number, outline: Work['batches'][number]): Promise<void> {
    const before = partsBefore(building, outline);
    // Where the archive is finished already the upload is gone, and all is noted as done.
    before.catch(() => undefined);
    const [noted, stored] = await Promise.all([store.get(keys.crcs(n)), store.get(keys.batch(n))]);
    if (noted?.length === 4 * outline.entries) return tools.progress(outline.entries, outline.bytes);
    const site = await before;
    if (!stored) throw new Error('a part of the plan is gone');
    const batch = unpackBatch(stored);
    const segments = batch.segments.map((segment) => start(site, segment));
    const done = settled(segments).then(async (crcs) => {
      await store.put(keys.crcs(n), packCrcs(crcs.flat()));
    });
    // Looked at when all are under way.
    done.catch(() => undefined);
    batches.push(done);
  }

  try {
    for (const [n, outline] of work.batches.entries()) {
      if (outline.slice !== slice) continue;
      await unlessFailed(tools, () => buildBatch(n, outline));
      while (underWay.size >= ENOUGH && !tools.failure) await Promise.race(underWay);
    }
  } finally {
    await Promise.allSettled(batches);
  }
  await settled(batches);
}
