import { crc32 } from 'node:zlib';
import type { Entry } from '../../../../functions/build-archive/plan-shape.ts';
import { buildSlice } from '../../../../functions/build-archive/zip/build-slice.ts';
import { finishZip } from '../../../../functions/build-archive/zip/finish-zip.ts';
import type { Limits } from '../../../../functions/build-archive/zip/limits.ts';
import { openUploads, prepareZip, slicesOf } from '../../../../functions/build-archive/zip/prepare.ts';
import type { Upload, Whole, ZipStore } from '../../../../functions/build-archive/zip/store.ts';
import { crcToBase64, type Work } from '../../../../functions/build-archive/zip/work.ts';

/** S3's rules about 50,000 times smaller, so that a few hundred bytes make an archive of many parts. */
export const SMALL: Limits = {
  leastPart: 100,
  mostPart: 5000,
  mostParts: 10_000,
  mostBytes: 1_000_000,
  gluePart: 320,
  glueEntries: 8,
  leastCopy: 250,
  mostCopy: 250,
  tailPart: 320,
};

export interface Given {
  path: string;
  bytes: Buffer;
  /** Whether the CRC is known beforehand. */
  pinned?: boolean;
}

/** A file of so many bytes, like no other. */
export const file = (path: string, size: number, pinned = false): Given => ({
  path,
  pinned,
  bytes: Buffer.from(Array.from({ length: size }, (_, i) => (i * 31 + size * 7 + path.length) & 255)),
});

export const entriesOf = (files: readonly Given[]): Entry[] =>
  files.map(({ path, bytes, pinned }, i) => ({
    path,
    modifiedAt: '2023-06-10T01:02:04.000Z',
    source: {
      bucket: 'attachments',
      key: `key-${i}`,
      etag: `etag-${i}`,
      size: bytes.length,
      ...(pinned && { crc32: crcToBase64(crc32(bytes)) }),
    },
  }));

export const objectsOf = (files: readonly Given[]) =>
  new Map(files.map(({ bytes }, i) => [`key-${i}`, { bytes, etag: `etag-${i}` }]));

const line = (path: string, crc: number) => Buffer.from(`${path},${crc.toString(16).padStart(8, '0')}\n`);
const HEAD = Buffer.from('path,crc32\n');

export interface Job {
  store: ZipStore;
  entries: readonly Entry[];
  slices?: number;
  limits?: Limits;
  closing?: boolean;
  /** What is kept of the work. */
  prefix?: string;
}

export interface Prepared {
  work: Work;
  uploads: Upload[];
}

/** Plans as the first step does: the same work however often, because the first plan that was noted counts. */
export async function prepared({
  store,
  entries,
  slices = 3,
  limits = SMALL,
  closing = true,
  prefix = 'work',
}: Job): Promise<Prepared> {
  const noted = await store.get(`${prefix}.json`);
  const work: Work = noted
    ? JSON.parse(String(noted))
    : (
        await prepareZip({
          store,
          entries: () => entries,
          prefix,
          keyOf: (volume, volumes) => (volumes === 1 ? 'archive.zip' : `archive-${volume}.zip`),
          limits,
          workers: slices,
          ...(closing && {
            closing: {
              path: 'manifest.csv',
              modifiedAt: '2023-06-20T01:00:00.000Z',
              length: HEAD.length + 100,
              lineLength: (entry) => line(entry.path, 0).length,
            },
          }),
        })
      ).work;
  if (!noted) await store.put(`${prefix}.json`, Buffer.from(JSON.stringify(work)), { onlyNew: true });
  return { work, uploads: await openUploads(store, work) };
}

/** All steps of a job, the slices at once as the state machine runs them. */
export async function build(job: Job): Promise<Whole[]> {
  const { store, limits = SMALL } = job;
  const { work, uploads } = await prepared(job);
  const built = await Promise.allSettled(
    slicesOf(work).map((slice) => buildSlice({ store, work, uploads }, slice)),
  );
  for (const one of built) if (one.status === 'rejected') throw one.reason;
  const closing = {
    head: HEAD,
    line: ({ entry, crc32: crc }: { entry: Entry; crc32: number }) => line(entry.path, crc),
  };
  return finishZip({ store, work, uploads, limits, ...(work.closing && { closing }) });
}
