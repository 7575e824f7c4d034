import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Source } from '../../functions/build-archive/plan-shape.ts';
import { combineCrc } from '../../functions/build-archive/zip/crc.ts';
import { type Limits, S3_LIMITS } from '../../functions/build-archive/zip/limits.ts';
import {
  type Part,
  SourceGone,
  type Upload,
  UploadGone,
  type Whole,
  type ZipStore,
} from '../../functions/build-archive/zip/store.ts';

/** What the files of an archive are made of. */
export interface Contents {
  /** Undefined when the object is gone or is another one. */
  find(
    source: Source,
  ):
    | { read(from: number, length: number): Iterable<Buffer>; crc(from: number, length: number): number }
    | undefined;
}

type Operation = Exclude<keyof ZipStore, 'open'> | 'read';

export interface Call {
  operation: Operation;
  number?: number;
  /** Bytes that come from the store, go to it, or are copied inside it. */
  inward?: number;
  outward?: number;
  copied?: number;
}

export interface Simulation {
  contents: Contents;
  limits?: Limits;
  /** Stands between a call and its effect; whatever it throws, the caller gets. */
  around?<T>(call: Call, effect: () => T): Promise<T>;
  /** Whether copied parts are answered with a CRC, and listed with one. */
  tellsCrcs?: boolean;
  /** Whether sources have a checksum of their own. */
  keepsCrcs?: boolean;
  /** Which parts' bytes are kept; of others only lengths and CRCs are. */
  keepsBytes?: 'all' | 'uploaded' | 'none';
  /** Another's view of the same store, with an `around` of its own. */
  same?: SimulatedStore;
}

interface HeldPart extends Part {
  crc32: number;
  bytes: Buffer[];
}

export interface SimulatedStore extends ZipStore {
  calls: Call[];
  uploads: Map<string, { key: string; parts: Map<number, HeldPart> }>;
  archives: Map<string, Whole & { parts: HeldPart[] }>;
  small: Map<string, Buffer>;
  /** The same with their ETags. */
  smallObjects(): Map<string, { bytes: Buffer; etag: string }>;
}

const etagOf = (bytes: Buffer): string => createHash('md5').update(bytes).digest('hex');

class Refused extends Error {
  constructor(code: string) {
    super(code);
    this.name = code;
  }
}

/** An object store in memory with S3's rules, as far as archives meet them; the sizes of the rules can be others. */
export function simulatedStore(simulation: Simulation): SimulatedStore {
  const {
    contents,
    limits = S3_LIMITS,
    tellsCrcs = true,
    keepsCrcs = false,
    keepsBytes = 'all',
  } = simulation;
  const around = simulation.around ?? (async (_call, effect) => effect());
  const calls: Call[] = simulation.same?.calls ?? [];
  const uploads: SimulatedStore['uploads'] = simulation.same?.uploads ?? new Map();
  const archives: SimulatedStore['archives'] = simulation.same?.archives ?? new Map();
  const small = simulation.same?.small ?? new Map<string, Buffer>();
  let ids = 0;

  const perform = <T>(call: Call, effect: () => T): Promise<T> =>
    around(call, () => {
      calls.push(call);
      return effect();
    });

  function found(source: Source) {
    const object = contents.find(source);
    if (!object) throw new SourceGone(source);
    return object;
  }

  function partsOf({ id }: Upload) {
    const upload = uploads.get(id);
    if (!upload) throw new UploadGone();
    return upload.parts;
  }

  function hold(upload: Upload, number: number, crc: number, bytes: Buffer[], size: number): HeldPart {
    const parts = partsOf(upload);
    if (!(number >= 1 && number <= limits.mostParts)) throw new Refused('InvalidArgument');
    if (size > limits.mostPart) throw new Refused('EntityTooLarge');
    const etag = `${number}-${++ids}`;
    const part = {
      number,
      etag,
      size,
      crc32: crc,
      bytes: keepsBytes === 'none' ? [] : bytes.map((one) => Buffer.from(one)),
    };
    parts.set(number, part);
    return part;
  }

  const told = ({ number, etag, size, crc32: crc }: HeldPart): Part => ({
    number,
    etag,
    size,
    ...(tellsCrcs && { crc32: crc }),
  });

  return {
    calls,
    uploads,
    archives,
    small,
    smallObjects: () => new Map([...small].map(([key, bytes]) => [key, { bytes, etag: etagOf(bytes) }])),
    createUpload: (key) =>
      perform({ operation: 'createUpload' }, () => {
        const upload = { key, id: `upload-${++ids}` };
        uploads.set(upload.id, { key, parts: new Map() });
        return upload;
      }),
    listUploads: (prefix) =>
      perform({ operation: 'listUploads' }, () =>
        [...uploads].filter(([, { key }]) => key.startsWith(prefix)).map(([id, { key }]) => ({ id, key })),
      ),
    copyPart(upload, number, source, range) {
      const [from, length] = range ? [range.from, range.length] : [0, source.size];
      return perform({ operation: 'copyPart', number, copied: length }, () => {
        const object = found(source);
        if (range && source.size <= limits.leastPart) throw new Refused('InvalidRequest');
        const bytes = keepsBytes === 'all' ? [...object.read(from, length)] : [];
        return told(hold(upload, number, object.crc(from, length), bytes, length));
      });
    },
    uploadPart: (upload, number, bytes, crc) =>
      perform({ operation: 'uploadPart', number, outward: bytes.length }, () => {
        if (keepsBytes !== 'none' && crc32(bytes) !== crc) throw new Refused('BadDigest');
        return told(hold(upload, number, crc, [bytes], bytes.length));
      }),
    async streamPart(upload, number, length, bytes) {
      const chunks: Buffer[] = [];
      let [size, crc] = [0, 0];
      for await (const chunk of bytes()) {
        size += chunk.length;
        crc = crc32(chunk, crc);
        chunks.push(chunk);
      }
      if (size !== length) throw new Refused('IncompleteBody');
      return perform({ operation: 'streamPart', number, outward: length }, () =>
        told(hold(upload, number, crc, chunks, length)),
      );
    },
    listParts: (upload, after, last) =>
      perform({ operation: 'listParts' }, () =>
        [...partsOf(upload).values()]
          .filter(({ number }) => number > after && number <= last)
          .toSorted((a, b) => a.number - b.number)
          .map(told),
      ),
    complete: (upload, listed, whole) =>
      perform({ operation: 'complete' }, () => {
        const parts = partsOf(upload);
        const all = listed.map(({ number, etag }, i) => {
          const part = parts.get(number);
          if (part?.etag !== etag) throw new Refused('InvalidPart');
          if (number !== i + 1) throw new Refused('InvalidPartOrder');
          if (i < listed.length - 1 && part.size < limits.leastPart) throw new Refused('EntityTooSmall');
          return part;
        });
        const size = all.reduce((sum, part) => sum + part.size, 0);
        const crc = all.reduce((sofar, part) => combineCrc(sofar, part.crc32, part.size), 0);
        if (size !== whole.size) throw new Refused('InvalidRequest');
        if (crc !== whole.crc32) throw new Refused('BadDigest');
        if (archives.has(upload.key)) return false;
        archives.set(upload.key, { size, crc32: crc, parts: all });
        uploads.delete(upload.id);
        return true;
      }),
    abort: ({ id }) => perform({ operation: 'abort' }, () => void uploads.delete(id)),
    async *open(source, from, length) {
      yield* await perform({ operation: 'read', inward: length }, () => found(source).read(from, length));
    },
    storedCrc: (source) =>
      perform({ operation: 'storedCrc' }, () => (keepsCrcs ? found(source).crc(0, source.size) : undefined)),
    find: (key) => perform({ operation: 'find' }, () => archives.get(key)),
    get: (key) => perform({ operation: 'get', inward: small.get(key)?.length ?? 0 }, () => small.get(key)),
    put: (key, bytes, { onlyNew = false } = {}) =>
      perform({ operation: 'put', outward: bytes.length }, () => {
        if (onlyNew && small.has(key)) return undefined;
        small.set(key, bytes);
        return etagOf(bytes);
      }),
  };
}

/** A finished archive, where all its bytes were kept. */
export function archiveIn({ archives }: SimulatedStore, key = 'archive.zip'): Buffer {
  const made = archives.get(key);
  if (!made) throw new Error('there is no archive');
  return Buffer.concat(made.parts.flatMap(({ bytes }) => bytes));
}

/** Objects whose bytes are all in memory, by key and version. */
export function heldContents(objects: ReadonlyMap<string, { bytes: Buffer; etag: string }>): Contents {
  return {
    find({ key, etag, size }) {
      const held = objects.get(key);
      if (held?.etag !== etag || held.bytes.length !== size) return undefined;
      const cut = (from: number, length: number) => held.bytes.subarray(from, from + length);
      // In two pieces, since no network gives all at once.
      return {
        read: (from, length) => [cut(from, length >> 1), cut(from + (length >> 1), length - (length >> 1))],
        crc: (from, length) => crc32(cut(from, length)),
      };
    },
  };
}
