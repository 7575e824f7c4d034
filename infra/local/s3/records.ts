import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { Slice } from './blobs.ts';
import { CHECKSUM_ALGORITHMS } from './checksums.ts';

const Tag = z.object({ key: z.string(), value: z.string() });
export type Tag = z.infer<typeof Tag>;

/** What a client says of an object besides its bytes. */
export const Description = z.object({
  /** content-type, cache-control, content-disposition, content-encoding, content-language, expires. */
  headers: z.record(z.string(), z.string()),
  /** x-amz-meta-*, without that prefix. */
  metadata: z.record(z.string(), z.string()),
  tags: z.array(Tag),
});
export type Description = z.infer<typeof Description>;

const checksumFields = {
  algorithm: z.enum(CHECKSUM_ALGORITHMS),
  type: z.enum(['FULL_OBJECT', 'COMPOSITE']),
};

const moment = z.iso.datetime().transform((text) => new Date(text));

/** One version of a key as it lies on disk; in an unversioned bucket its id is `null`. */
export const VersionRecord = Description.extend({
  key: z.string(),
  versionId: z.string(),
  /** Rises with every write of the store: the newest version of a key has the highest. */
  sequence: z.number(),
  modified: moment,
  deleteMarker: z.boolean(),
  size: z.number(),
  /** Without quotes. */
  etag: z.string(),
  slices: z.array(Slice),
  checksum: z.object({ ...checksumFields, value: z.string() }).optional(),
  /** The multipart upload that it came from. */
  uploadId: z.string().optional(),
});
export type VersionRecord = z.infer<typeof VersionRecord>;

export const UploadRecord = Description.extend({
  key: z.string(),
  uploadId: z.string(),
  initiated: moment,
  checksum: z.object(checksumFields).optional(),
});
export type UploadRecord = z.infer<typeof UploadRecord>;

export const PartRecord = z.object({
  uploadId: z.string(),
  number: z.number(),
  modified: moment,
  size: z.number(),
  etag: z.string(),
  slices: z.array(Slice),
  /** In the upload's algorithm. */
  checksum: z.string().optional(),
});
export type PartRecord = z.infer<typeof PartRecord>;

const TORN = '.tmp';

/**
 * A folder of JSON files of one shape. Writing is synchronous, so that a check, the write and the change of the index
 * are one step for every other request, and goes through a rename, so that a killed process leaves the old or the new.
 */
export class Records<T> {
  readonly #directory: string;
  readonly #shape: z.ZodType<T>;

  constructor(directory: string, shape: z.ZodType<T>) {
    this.#directory = directory;
    this.#shape = shape;
    mkdirSync(directory, { recursive: true });
  }

  /** @param name of the file, which the caller makes safe. */
  write(name: string, record: T): void {
    const path = join(this.#directory, name);
    writeFileSync(`${path}${TORN}`, JSON.stringify(record));
    renameSync(`${path}${TORN}`, path);
  }

  delete(name: string): void {
    rmSync(join(this.#directory, name), { force: true });
  }

  #read(path: string): T {
    try {
      return this.#shape.parse(JSON.parse(readFileSync(path, 'utf8')));
    } catch (cause) {
      // A crash of the whole machine may leave an empty file; whether to lose the object is not ours to decide.
      throw new Error(`${path} cannot be read; without it the server starts and does not know the object.`, {
        cause,
      });
    }
  }

  /** All records; what a killed process had half written is removed. */
  *load(): Generator<T> {
    for (const name of readdirSync(this.#directory)) {
      if (name.endsWith(TORN)) this.delete(name);
      else yield this.#read(join(this.#directory, name));
    }
  }
}
