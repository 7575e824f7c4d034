import type { Source } from '../plan-shape.ts';

export interface Upload {
  key: string;
  id: string;
}

export interface Part {
  number: number;
  etag: string;
  /** Bytes. */
  size: number;
  /** Where the store tells it. */
  crc32?: number;
}

/** The object is not there any more, or is not the one that was planned. */
export class SourceGone extends Error {
  readonly source: Source;

  constructor(source: Source) {
    super('the object is gone or was replaced');
    this.name = 'SourceGone';
    this.source = source;
  }
}

/** The upload was completed or aborted, by whomever. */
export class UploadGone extends Error {
  constructor() {
    super('there is no such upload');
    this.name = 'UploadGone';
  }
}

/**
 * What building an archive needs of an object store: the source's objects, read and copied by the version that was
 * planned, and a bucket for archives and for what is kept of the work.
 */
export interface ZipStore {
  createUpload(key: string): Promise<Upload>;
  /** The uploads under way whose keys begin so. */
  listUploads(prefix: string): Promise<Upload[]>;
  /** @param range of the source in bytes; without it all of it. @throws SourceGone UploadGone */
  copyPart(
    upload: Upload,
    number: number,
    source: Source,
    range?: { from: number; length: number },
  ): Promise<Part>;
  /** The store holds the bytes against the CRC. @throws UploadGone */
  uploadPart(upload: Upload, number: number, bytes: Buffer, crc32: number): Promise<Part>;
  /** A part too large for memory. @param bytes gives them anew at each call @throws UploadGone */
  streamPart(
    upload: Upload,
    number: number,
    length: number,
    bytes: () => AsyncIterable<Buffer>,
  ): Promise<Part>;
  /** The parts with numbers above `after` and at most `last`, in order. @throws UploadGone */
  listParts(upload: Upload, after: number, last: number): Promise<Part[]>;
  /**
   * Makes the object, which must be new, of all the parts. The store holds it against the CRC.
   * @returns false when there is an object of that key @throws UploadGone
   */
  complete(upload: Upload, parts: readonly Part[], whole: Whole): Promise<boolean>;
  /** Without complaint when it is gone already. */
  abort(upload: Upload): Promise<void>;
  /** So many bytes of the source. @throws SourceGone, also when it has not so many */
  open(source: Source, from: number, length: number): AsyncIterable<Buffer>;
  /** The CRC of the whole source that the store keeps, if it keeps one. @throws SourceGone */
  storedCrc(source: Source): Promise<number | undefined>;
  /** A finished archive. */
  find(key: string): Promise<{ size: number; crc32?: number } | undefined>;
  /** Small objects of the archives' bucket. */
  get(key: string): Promise<Buffer | undefined>;
  /** @returns its ETag; with `onlyNew` nothing where there is one already */
  put(key: string, bytes: Buffer, how?: { onlyNew?: boolean; type?: string }): Promise<string | undefined>;
}

export interface Whole {
  /** Bytes. */
  size: number;
  crc32: number;
}
