import type { Entry } from '../plan-shape.ts';
import { combineCrc } from './crc.ts';
import { fillPart } from './glue.ts';
import { endRecords } from './headers.ts';
import { crcWith, Ledger, place } from './ledger.ts';
import { type Limits, S3_LIMITS } from './limits.ts';
import { type Part, type Upload, UploadGone, type Whole, type ZipStore } from './store.ts';
import { type Closing, writeClosing, writeDirectory } from './tail.ts';
import { TailWriter } from './tail-writer.ts';
import { openTools } from './tools.ts';
import type { VolumeEnd } from './volume.ts';
import { packJson, StoredWhole, unpackJson, type Work, workKeys } from './work.ts';

export interface Finishing {
  store: ZipStore;
  work: Work;
  /** One a volume. */
  uploads: readonly Upload[];
  closing?: Closing;
  limits?: Limits;
}

/** What the builders left of a volume. */
interface Built {
  /** Number of the batch that is its end. */
  last: number;
  end: VolumeEnd<Entry>;
  entries: number;
  crc32: number;
  /** Length of each planned part before the end, by number. */
  planned: Map<number, number>;
}

async function lookOver(ledger: Ledger, own: readonly number[]): Promise<Built> {
  const planned = new Map<number, number>();
  let [crc, entries] = [0, 0];
  for await (const { batch, crcs } of ledger.read(own)) {
    const { end, segments } = batch;
    if (end) return { last: own.at(-1) ?? 0, end, entries, crc32: crc, planned };
    for (const { number, length, copies } of segments) {
      planned.set(number, length);
      for (const copy of copies) planned.set(copy.number, copy.length);
    }
    const placed = place(batch, crcs);
    crc = crcWith(crc, placed);
    entries += placed.length;
  }
  throw new Error('a volume has no end');
}

/** Each planned part must be there with its length: the store would complete any other upload too. */
function checkParts(parts: readonly Part[], { planned }: Built): void {
  const wrong =
    parts.length !== planned.size || parts.some(({ number, size }) => planned.get(number) !== size);
  if (wrong) throw new Error('the upload does not have the parts that were planned');
}

/** Writes what comes after the last copied file: small files, the closing file, the central directory. */
async function writeTail(
  { store, work, closing }: Finishing,
  tail: TailWriter,
  ledger: Ledger,
  own: readonly number[],
  { last, end, entries }: Built,
) {
  const { offset, pieces, length } = end;
  const rest = Buffer.allocUnsafe(length);
  const { crcs } = await fillPart(openTools(store), pieces, rest);
  await ledger.note(last, crcs);
  await tail.write(rest);

  const all = work.batches.map((_, n) => n);
  const isLast = end.volume === work.keys.length;
  const closed =
    isLast && closing && work.closing
      ? [await writeClosing(tail, ledger, all, closing, work.closing, offset + tail.length)]
      : [];

  const directory = offset + tail.length;
  for await (const { placed } of ledger.placed(own)) await writeDirectory(tail, placed);
  await writeDirectory(tail, closed);
  const count = entries + pieces.length + closed.length;
  await tail.write(endRecords(count, offset + tail.length - directory, directory));
  return tail.end();
}

async function finishVolume(finishing: Finishing, ledger: Ledger, volume: number): Promise<Whole> {
  const { store, work, uploads, limits = S3_LIMITS } = finishing;
  const upload = uploads[volume - 1];
  if (!upload) throw new Error('a volume has no upload');
  const own = work.batches.flatMap((batch, n) => (batch.volume === volume ? [n] : []));
  const [parts, built] = await Promise.all([
    store.listParts(upload, 0, limits.mostParts),
    lookOver(ledger, own),
  ]);
  const before = parts.filter(({ number }) => number < built.end.number);
  checkParts(before, built);

  const have = new Map(parts.map((part) => [part.number, part]));
  const writer = new TailWriter(store, upload, built.end.number, have, limits.tailPart);
  const tail = await writeTail(finishing, writer, ledger, own, built);
  const whole = {
    size: built.end.offset + tail.whole.size,
    crc32: combineCrc(built.crc32, tail.whole.crc32, tail.whole.size),
  };
  await store.put(workKeys(work.prefix).whole(volume), packJson(whole));
  const made = await store.complete(upload, [...before, ...tail.parts], whole);
  if (!made && !(await isThere(store, upload.key, whole)))
    throw new Error('there is another object of that name');
  return whole;
}

/** Whether the finished volume is in the store. */
async function isThere(store: ZipStore, key: string, whole: Whole): Promise<boolean> {
  const found = await store.find(key);
  return found?.size === whole.size && (found.crc32 === undefined || found.crc32 === whole.crc32);
}

/** What an earlier run completed before it died. */
async function finishedBefore({ store, work }: Finishing, key: string, volume: number) {
  const stored = await store.get(workKeys(work.prefix).whole(volume));
  const whole = stored && StoredWhole.parse(unpackJson(stored));
  return whole && (await isThere(store, key, whole)) ? whole : undefined;
}

/**
 * Ends each volume. The store holds the whole object against the CRC that the entries should give. Done again after
 * it was done it finds the objects.
 * @returns size and CRC of each volume
 * @throws SourceGone ChecksumMismatch UploadGone
 */
export async function finishZip(finishing: Finishing): Promise<Whole[]> {
  const ledger = new Ledger(finishing.store, finishing.work);
  const volumes: Whole[] = [];
  for (const [i, { key }] of finishing.uploads.entries()) {
    try {
      volumes.push(await finishVolume(finishing, ledger, i + 1));
    } catch (error) {
      if (!(error instanceof UploadGone)) throw error;
      const before = await finishedBefore(finishing, key, i + 1);
      if (!before) throw error;
      volumes.push(before);
    }
  }
  return volumes;
}
