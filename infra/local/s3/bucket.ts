import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Blobs } from './blobs.ts';
import type { CorsRule } from './cors.ts';
import { S3Error } from './errors.ts';
import { PartRecord, Records, UploadRecord, VersionRecord } from './records.ts';
import { SortedKeys } from './sorted-keys.ts';

export interface LifecycleRule {
  prefix?: string;
  expireDays?: number;
  abortIncompleteDays?: number;
}

export interface BucketOptions {
  name: string;
  versioned: boolean;
  cors: CorsRule[];
  lifecycle?: LifecycleRule[];
}

export interface Upload {
  record: UploadRecord;
  parts: Map<number, PartRecord>;
}

const BUCKET_NAME = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** 32 characters that are safe in URLs and file names; version and upload ids. */
export const opaqueId = (): string => randomBytes(24).toString('base64url').replaceAll('-', '.');

// Keys hold anything (`..`, `//`, emoji), so they never become a path: the file is named by a hash, the key is in it.
const versionFile = (key: string, versionId: string): string =>
  `${createHash('sha256').update(key).digest('hex').slice(0, 40)}-${versionId}.json`;
const uploadFile = (uploadId: string): string => `${uploadId}.json`;
const partFile = (uploadId: string, number: number): string => `${uploadId}-${number}.json`;

/** One bucket: an index in memory over records on disk. Every change is one synchronous step. */
export class Bucket {
  readonly options: BucketOptions;
  readonly #blobs: Blobs;
  readonly #versions = new Map<string, VersionRecord[]>();
  readonly #keys = new SortedKeys();
  readonly #uploads = new Map<string, Upload>();
  readonly #versionRecords: Records<VersionRecord>;
  readonly #uploadRecords: Records<UploadRecord>;
  readonly #partRecords: Records<PartRecord>;
  #sequence = 0;

  constructor(directory: string, options: BucketOptions, blobs: Blobs) {
    if (!BUCKET_NAME.test(options.name)) throw new Error(`Not a bucket name: ${options.name}`);
    const folder = (name: string) => join(directory, options.name, name);
    this.options = options;
    this.#blobs = blobs;
    this.#versionRecords = new Records(folder('versions'), VersionRecord);
    this.#uploadRecords = new Records(folder('uploads'), UploadRecord);
    this.#partRecords = new Records(folder('parts'), PartRecord);
    this.#load();
  }

  #load(): void {
    const completed = new Set<string>();
    for (const version of this.#versionRecords.load()) {
      this.#index(version);
      this.#sequence = Math.max(this.#sequence, version.sequence);
      if (version.uploadId) completed.add(version.uploadId);
    }
    for (const record of this.#uploadRecords.load()) {
      this.#uploads.set(record.uploadId, { record, parts: new Map() });
    }
    for (const part of this.#partRecords.load()) {
      const upload = this.#uploads.get(part.uploadId);
      if (!upload) {
        this.#partRecords.delete(partFile(part.uploadId, part.number));
        continue;
      }
      upload.parts.set(part.number, part);
      this.#blobs.keep(part.slices);
    }
    // Killed between the object and the removal of its upload: the object counts.
    for (const uploadId of completed) if (this.#uploads.has(uploadId)) this.endUpload(uploadId);
  }

  #index(version: VersionRecord): void {
    this.#blobs.keep(version.slices);
    const versions = this.#versions.get(version.key) ?? [];
    const replaced = versions.find(({ versionId }) => versionId === version.versionId);
    const others = versions.filter((other) => other !== replaced);
    this.#versions.set(
      version.key,
      [version, ...others].toSorted((a, b) => b.sequence - a.sequence),
    );
    this.#keys.add(version.key);
    if (replaced) this.#blobs.release(replaced.slices);
  }

  /** All versions of a key, newest first, delete markers too. */
  versions(key: string): VersionRecord[] {
    return this.#versions.get(key) ?? [];
  }

  /** What a plain GET would answer; undefined when there is nothing or a delete marker. */
  current(key: string): VersionRecord | undefined {
    const newest = this.versions(key)[0];
    return newest?.deleteMarker ? undefined : newest;
  }

  keysFrom(start: string): Generator<string> {
    return this.#keys.from(start);
  }

  /** Stores a new version, durable when it returns; in an unversioned bucket it takes the place of the old. */
  put(version: Omit<VersionRecord, 'sequence' | 'versionId'>): VersionRecord {
    const versionId = this.options.versioned ? opaqueId() : 'null';
    const record = { ...version, versionId, sequence: ++this.#sequence };
    this.#versionRecords.write(versionFile(record.key, versionId), record);
    this.#index(record);
    return record;
  }

  /** Changes a stored version in place: its tags. */
  update(version: VersionRecord): void {
    this.#versionRecords.write(versionFile(version.key, version.versionId), version);
    this.#index(version);
  }

  remove(version: VersionRecord): void {
    this.#versionRecords.delete(versionFile(version.key, version.versionId));
    const left = this.versions(version.key).filter(({ versionId }) => versionId !== version.versionId);
    if (left.length > 0) {
      this.#versions.set(version.key, left);
    } else {
      this.#versions.delete(version.key);
      this.#keys.delete(version.key);
    }
    this.#blobs.release(version.slices);
  }

  uploads(): Iterable<Upload> {
    return this.#uploads.values();
  }

  /** @throws S3Error NoSuchUpload, also when the upload is of another key. */
  upload(key: string, uploadId: string): Upload {
    const upload = this.#uploads.get(uploadId);
    if (upload?.record.key !== key) throw new S3Error('NoSuchUpload');
    return upload;
  }

  startUpload(record: UploadRecord): void {
    this.#uploadRecords.write(uploadFile(record.uploadId), record);
    this.#uploads.set(record.uploadId, { record, parts: new Map() });
  }

  /** Stores a part, instead of the one that had its number. */
  putPart(key: string, part: PartRecord): void {
    const { parts } = this.upload(key, part.uploadId);
    this.#partRecords.write(partFile(part.uploadId, part.number), part);
    this.#blobs.keep(part.slices);
    this.#blobs.release(parts.get(part.number)?.slices ?? []);
    parts.set(part.number, part);
  }

  /** Forgets an upload and its parts: after completion, or to abort it. */
  endUpload(uploadId: string): void {
    this.#uploadRecords.delete(uploadFile(uploadId));
    for (const part of this.#uploads.get(uploadId)?.parts.values() ?? []) {
      this.#partRecords.delete(partFile(uploadId, part.number));
      this.#blobs.release(part.slices);
    }
    this.#uploads.delete(uploadId);
  }
}
