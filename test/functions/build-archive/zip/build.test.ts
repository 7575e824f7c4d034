import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { openPromise } from 'yauzl';
import { S3_LIMITS } from '../../../../functions/build-archive/zip/limits.ts';
import { ChecksumMismatch } from '../../../../functions/build-archive/zip/pinned.ts';
import { abandonUploads } from '../../../../functions/build-archive/zip/prepare.ts';
import { SourceGone } from '../../../../functions/build-archive/zip/store.ts';
import { manifestOf, unzip } from '../../../support/archive.ts';
import {
  archiveIn,
  type Contents,
  heldContents,
  type SimulatedStore,
  simulatedStore,
} from '../../../support/simulated-store.ts';
import { zeroContents } from '../../../support/zero-contents.ts';
import { build, entriesOf, file, objectsOf, prepared, SMALL } from './small-archive.ts';

const FILES = [
  file('哈尔滨市/说明.txt', 40),
  file('哈尔滨市/开幕式.mp4', 1000),
  file('空.txt', 0),
  file('b/照片.jpg', 150, true),
  file('b/影片.mp4', 700, true),
  file('c/照片.jpg', 99),
];
const ENTRIES = entriesOf(FILES);

const holding = (more: { tellsCrcs?: boolean; keepsCrcs?: boolean } = {}, files = FILES) =>
  simulatedStore({ contents: heldContents(objectsOf(files)), limits: SMALL, ...more });
const numbered = (store: SimulatedStore, operation: string) =>
  store.calls.filter((call) => call.operation === operation).map(({ number }) => number);

describe('an archive built inside the store', () => {
  it('holds every file, and ends with a manifest of them all', async () => {
    const store = holding();
    const [whole] = await build({ store, entries: ENTRIES });
    const zip = archiveIn(store);
    expect(whole).toEqual({ size: zip.length, crc32: crc32(zip) });
    const found = await unzip(zip);
    for (const { path, bytes } of FILES) {
      expect(found.find((one) => one.path === path)?.bytes.equals(bytes)).toBe(true);
    }
    expect(found.at(-1)?.path).toBe('manifest.csv');
    expect(manifestOf(found)).toEqual(
      found
        .slice(0, -1)
        .map(({ path, bytes }) => ({ path, crc32: crc32(bytes).toString(16).padStart(8, '0') })),
    );
  });

  it('is the same however many build it', async () => {
    const zips = await Promise.all(
      [1, 2, 7].map(async (slices) => {
        const store = holding();
        await build({ store, entries: ENTRIES, slices });
        return archiveIn(store).toString('hex');
      }),
    );
    expect(new Set(zips).size).toBe(1);
  });

  it('holds nothing but the manifest where nothing was chosen, and can do without that', async () => {
    const store = holding({}, []);
    await build({ store, entries: [] });
    expect((await unzip(archiveIn(store))).map(({ path }) => path)).toEqual(['manifest.csv']);
    const bare = holding({}, []);
    await build({ store: bare, entries: [], closing: false });
    expect(archiveIn(bare)).toHaveLength(22);
  });

  it('comes in volumes with one manifest where one object could not hold it', async () => {
    const files = Array.from({ length: 40 }, (_, i) => file(`大/${i}.mp4`, 300 + i));
    const store = holding({}, files);
    const limits = { ...SMALL, mostParts: 30 };
    const volumes = await build({ store, entries: entriesOf(files), limits });
    expect(volumes.length).toBeGreaterThan(2);
    const found = await Promise.all(volumes.map((_, i) => unzip(archiveIn(store, `archive-${i + 1}.zip`))));
    expect(found.flat().map(({ path }) => path)).toEqual([...files.map(({ path }) => path), 'manifest.csv']);
    expect(manifestOf(found.flat())).toHaveLength(files.length);
  });
});

describe('a store that tells no CRC of what it copied', () => {
  it('is asked for the checksums that it keeps', async () => {
    const store = holding({ tellsCrcs: false, keepsCrcs: true });
    await build({ store, entries: ENTRIES });
    expect(numbered(store, 'streamPart')).toEqual([]);
    const told = holding();
    await build({ store: told, entries: ENTRIES });
    expect(archiveIn(store).equals(archiveIn(told))).toBe(true);
  });

  it('lets those files through whole of which nothing is known, and no others', async () => {
    const store = holding({ tellsCrcs: false });
    await build({ store, entries: ENTRIES, slices: 1 });
    const told = holding();
    await build({ store: told, entries: ENTRIES, slices: 1 });
    expect(archiveIn(store).equals(archiveIn(told))).toBe(true);
    const ofUnpinned = numbered(told, 'copyPart').length - 3;
    expect(numbered(store, 'streamPart')).toHaveLength(ofUnpinned);
  });
});

describe('a file that is not what was planned', () => {
  const at = (path: string) => FILES.findIndex((one) => one.path === path);
  const changed = (path: string, bytes: Buffer | undefined, etag = `etag-${at(path)}`): Contents => {
    const objects = objectsOf(FILES);
    if (bytes) objects.set(`key-${at(path)}`, { bytes, etag });
    else objects.delete(`key-${at(path)}`);
    return heldContents(objects);
  };

  it.each([
    ['a copied file is gone', '哈尔滨市/开幕式.mp4', undefined, 'etag'],
    ['a copied file was replaced', '哈尔滨市/开幕式.mp4', Buffer.alloc(1000), 'other'],
    ['a small file is gone', 'c/照片.jpg', undefined, 'etag'],
    ['a small file was replaced', 'c/照片.jpg', Buffer.alloc(99), 'other'],
    ['a pinned file is gone', 'b/影片.mp4', undefined, 'etag'],
  ])('ends the job, naming it, and no archive appears: %s', async (_, path, bytes, etag) => {
    const store = simulatedStore({ contents: changed(path, bytes, etag), limits: SMALL });
    const error = await build({ store, entries: ENTRIES }).catch((reason) => reason);
    expect(error).toBeInstanceOf(SourceGone);
    expect(error.source.key).toBe(`key-${at(path)}`);
    expect(store.archives.size).toBe(0);
    const { work } = await prepared({ store, entries: ENTRIES });
    await abandonUploads(store, work);
    expect(store.uploads.size).toBe(0);
  });

  it.each(['b/照片.jpg', 'b/影片.mp4'])(
    'ends the job when its bytes are others than were pinned: %s',
    async (path) => {
      const size = FILES[at(path)]?.bytes.length ?? 0;
      const store = simulatedStore({ contents: changed(path, Buffer.alloc(size)), limits: SMALL });
      const error = await build({ store, entries: ENTRIES }).catch((reason) => reason);
      expect(error).toBeInstanceOf(ChecksumMismatch);
      expect(error.entry.path).toBe(path);
      expect(store.archives.size).toBe(0);
    },
  );
});

describe('an upload that is not what was planned', () => {
  /** Builds with a store that does something to the upload before it is completed. */
  async function spoiled(spoil: (store: SimulatedStore) => void) {
    let spoilt = false;
    const store: SimulatedStore = simulatedStore({
      contents: heldContents(objectsOf(FILES)),
      limits: SMALL,
      async around({ operation }, effect) {
        if (operation === 'complete' && !spoilt) {
          spoilt = true;
          spoil(store);
        }
        return effect();
      },
    });
    const error = await build({ store, entries: ENTRIES }).catch((reason) => reason);
    expect(store.archives.size).toBe(0);
    return String(error);
  }
  const firstPart = (store: SimulatedStore) => [...store.uploads.values()][0]?.parts.get(1);

  it('is refused by the store for its CRC, which comes from the entries and not from the parts', async () => {
    const said = await spoiled((store) => {
      const part = firstPart(store);
      const bytes = Buffer.concat(part?.bytes ?? []);
      bytes[50] = (bytes[50] ?? 0) ^ 1;
      Object.assign(part ?? {}, { bytes: [bytes], crc32: crc32(bytes) });
    });
    expect(said).toMatch(/BadDigest/);
  });

  it('is not completed when a part has another length', async () => {
    const store: SimulatedStore = simulatedStore({
      contents: heldContents(objectsOf(FILES)),
      limits: SMALL,
      async around({ operation }, effect) {
        const answer = effect();
        if (operation === 'uploadPart') {
          const part = firstPart(store);
          if (part) Object.assign(part, { size: part.size + 1 });
        }
        return answer;
      },
    });
    await expect(build({ store, entries: ENTRIES })).rejects.toThrow(/parts that were planned/);
    expect(store.archives.size).toBe(0);
  });
});

describe('an archive beyond four bytes of length', () => {
  it('says so in ZIP64 fields, only where a value does not fit', async () => {
    const GIB = 1024 ** 3;
    const sizes = [4 * GIB - 2, 4 * GIB - 1, 4 * GIB, 5 * GIB + 1, 1000];
    const entries = sizes.map((size, i) => ({
      path: `大/${i}.mp4`,
      modifiedAt: '2023-06-10T01:02:04.000Z',
      source: { bucket: 'attachments' as const, key: `zeros-${i}`, etag: 'z', size },
    }));
    const store = simulatedStore({ contents: zeroContents(), keepsBytes: 'uploaded' });
    const [whole] = await build({ store, entries, limits: S3_LIMITS });
    expect(whole?.size).toBeGreaterThan(17 * GIB);

    const folder = mkdtempSync(join(tmpdir(), 'large-archive-'));
    try {
      // The copied zeros are holes in the file.
      const path = join(folder, 'large.zip');
      const to = openSync(path, 'w');
      ftruncateSync(to, whole?.size);
      let offset = 0;
      for (const part of store.archives.get('archive.zip')?.parts ?? []) {
        let within = offset;
        for (const bytes of part.bytes) within += writeSync(to, bytes, 0, bytes.length, within);
        offset += part.size;
      }
      closeSync(to);

      const zip = await openPromise(path, { validateEntrySizes: true });
      const seen = [];
      for await (const entry of zip.eachEntry()) {
        const local = await zip.readLocalFileHeaderPromise(entry);
        seen.push([
          entry.fileName,
          entry.uncompressedSize,
          entry.extraFieldLength,
          local.versionNeededToExtract,
          local.extraField.length,
        ]);
        if (entry.uncompressedSize > 5000) continue;
        const bytes = Buffer.concat(await (await zip.openReadStreamPromise(entry)).toArray());
        expect(crc32(bytes)).toBe(entry.crc32);
      }
      expect(seen.toSorted().slice(0, 5)).toEqual([
        ['manifest.csv', expect.any(Number), 12, 20, 0],
        ['大/0.mp4', 4 * GIB - 2, 0, 20, 0],
        ['大/1.mp4', 4 * GIB - 1, 28, 45, 20],
        ['大/2.mp4', 4 * GIB, 28, 45, 20],
        ['大/3.mp4', 5 * GIB + 1, 28, 45, 20],
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }, 60_000);
});
