import * as z from 'zod';
import { Missing } from '../../schemas/archive.ts';
import { Withheld } from '../../schemas/attachment.ts';
import { Id, Instant, Slug } from '../../schemas/identifier.ts';

/** The very bytes of an entry: one version of one object. */
export const Source = z.object({
  bucket: z.enum(['attachments', 'archives']),
  key: z.string(),
  versionId: z.string().optional(),
  etag: z.string(),
  size: z.int().min(0),
  /** Base64 of the big-endian CRC-32, where it is known beforehand. */
  crc32: z.string().optional(),
});
export type Source = z.infer<typeof Source>;

/** What the manifest says of a file; nothing of it for files that the archive itself brings along. */
export const Provenance = z.object({
  unit: z.string(),
  unitName: z.string(),
  form: z.string(),
  reference: z.string(),
  revision: z.int(),
  state: z.string(),
  originalName: z.string(),
  /** Plans of before have none. */
  caption: z.string().default(''),
  inspection: z.string(),
  findings: z.string(),
  uploadedAt: z.string(),
});
export type Provenance = z.infer<typeof Provenance>;

export const Entry = z.object({
  path: z.string(),
  source: Source,
  modifiedAt: Instant,
  provenance: Provenance.optional(),
});
export type Entry = z.infer<typeof Entry>;

/** A file that is not in the archive though a report has it. */
const LeftOut = z.object({
  size: z.int().min(0),
  provenance: Provenance,
  /** Plans of before have none. */
  why: Withheld.optional(),
});
export type LeftOut = z.infer<typeof LeftOut>;

/**
 * Everything that an archive will hold, in its order, pinned when it was asked for: what is submitted, replaced or
 * decided later does not change it. Whoever builds from it needs nothing else.
 */
export const Plan = z.object({
  archive: Id,
  campaign: Slug,
  /** The newest submission in it: what the archive itself brings along is as old as that, whenever it is built. */
  contentAt: Instant,
  entries: z.array(Entry),
  missing: z.array(Missing),
  /** Files that nobody is given: told of in the manifest. */
  leftOut: z.array(LeftOut).default([]),
  /** Written last, because it tells the CRC of every other file: known only once its bytes went by. */
  manifestPath: z.string(),
});
export type Plan = z.infer<typeof Plan>;

export const planKey = (archive: string): string => `plans/${archive}.json`;

/** Where a finished volume lies. @param volume from 1 */
export const volumeKey = (archive: string, volume: number, volumes: number): string =>
  `archives/${archive}${volumes === 1 ? '' : `-${volume}`}.zip`;

/** What is of no use any more once the archive is finished; the bucket's lifecycle removes it after some days. */
export const workPrefix = (archive: string): string => `work/${archive}`;

/** What the plan's own files (spreadsheets, README) are kept under; named by content, as planning may happen twice. */
export const partKey = (archive: string, hash: string): string => `plans/${archive}/${hash}`;

export const bytesOf = ({ entries }: Plan): number =>
  entries.reduce((sum, { source }) => sum + source.size, 0);
