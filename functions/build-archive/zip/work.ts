import * as z from 'zod';
import { Entry } from '../plan-shape.ts';
import type { Batch } from './cut-plan.ts';
import type { Piece } from './volume.ts';

/** What is kept of an archive while it is built; objects of the archives' bucket below one prefix. */
export const workKeys = (prefix: string) => ({
  work: `${prefix}/work.json`,
  batch: (n: number) => `${prefix}/${n}.json`,
  /** CRCs of a batch's entries, there once all of it is in the upload. */
  crcs: (n: number) => `${prefix}/${n}.crc`,
  uploads: `${prefix}/uploads.json`,
  whole: (volume: number) => `${prefix}/whole-${volume}.json`,
});

/** The plan without its entries, which are in the batches. */
export const Work = z.object({
  prefix: z.string(),
  /** Key of each volume. */
  keys: z.array(z.string()),
  /**
   * In the order of the archive: the volume, the slice that builds it (none: the last step), how many entries with how
   * many bytes of files, and the numbers of its parts.
   */
  batches: z.array(
    z.object({
      volume: z.int(),
      slice: z.int().optional(),
      entries: z.int(),
      bytes: z.int(),
      numbers: z.object({ first: z.int(), last: z.int() }).optional(),
    }),
  ),
  /** Path of the file that the last volume ends with, and when it was made. */
  closing: z.object({ path: z.string(), modifiedAt: z.string() }).optional(),
});
export type Work = z.infer<typeof Work>;

const StoredPiece = z.object({ entry: Entry, offset: z.int(), bytes: z.int() });
const StoredCopy = z.object({ number: z.int(), from: z.int(), length: z.int(), whole: z.boolean() });
const StoredSegment = z.object({
  kind: z.literal('segment'),
  volume: z.int(),
  number: z.int(),
  pieces: z.array(StoredPiece),
  length: z.int(),
  copies: z.array(StoredCopy),
});
const StoredEnd = z.object({
  kind: z.literal('end'),
  volume: z.int(),
  number: z.int(),
  pieces: z.array(StoredPiece),
  length: z.int(),
  offset: z.int(),
  entries: z.int(),
  directoryLength: z.int(),
});
const StoredBatch = z.object({
  volume: z.int(),
  slice: z.int().optional(),
  segments: z.array(StoredSegment),
  end: StoredEnd.optional(),
});

export const Uploads = z.array(z.object({ key: z.string(), id: z.string() }));
export const StoredWhole = z.object({ size: z.int(), crc32: z.int() });

export const packJson = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
export const unpackJson = (bytes: Buffer): unknown => JSON.parse(bytes.toString('utf8'));

export const unpackBatch = (bytes: Buffer): Batch<Entry> => {
  const { slice, ...batch } = StoredBatch.parse(unpackJson(bytes));
  return { ...batch, slice };
};

export const piecesOf = <E>({ segments, end }: Batch<E>): Piece<E>[] => [
  ...segments.flatMap(({ pieces }) => pieces),
  ...(end?.pieces ?? []),
];

/** Four bytes each, big-endian. */
export function packCrcs(crcs: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * crcs.length);
  for (const [i, crc] of crcs.entries()) bytes.writeUInt32BE(crc, 4 * i);
  return bytes;
}

export const unpackCrcs = (bytes: Buffer): number[] =>
  Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readUInt32BE(4 * i));

export const crcFromBase64 = (text: string): number => Buffer.from(text, 'base64').readUInt32BE();
export function crcToBase64(crc32: number): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32);
  return bytes.toString('base64');
}
