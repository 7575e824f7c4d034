import { randomBytes } from 'node:crypto';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Entry, Source } from '../../../../functions/build-archive/plan-shape.ts';
import { S3_LIMITS } from '../../../../functions/build-archive/zip/limits.ts';
import { abandonUploads, openUploads } from '../../../../functions/build-archive/zip/prepare.ts';
import { openClient } from '../../../../functions/build-archive/zip/s3-client.ts';
import { openS3Store } from '../../../../functions/build-archive/zip/s3-store.ts';
import { SourceGone, UploadGone } from '../../../../functions/build-archive/zip/store.ts';
import { crcToBase64 } from '../../../../functions/build-archive/zip/work.ts';
import { KEY_ID, localS3 } from '../../../infra/local/s3/local-s3.ts';
import { namesByYauzl, unzippers, witnesses } from '../../../support/unzippers.ts';
import { build, prepared } from './small-archive.ts';

const MIB = 1024 ** 2;
const NOISE = randomBytes(MIB);
/** Like no other of that size, and not like itself one mebibyte on. */
const bytesOf = (size: number, seed: number): Buffer => {
  const bytes = Buffer.alloc(size, NOISE);
  for (let at = seed; at < size; at += MIB) bytes[at] = (at / MIB + seed) & 255;
  return bytes;
};

describe('an archive built inside S3', () => {
  let s3: Awaited<ReturnType<typeof localS3>>;
  let folder = '';
  beforeAll(async () => {
    s3 = await localS3();
    folder = mkdtempSync(join(tmpdir(), 's3-archives-'));
  });
  afterAll(async () => {
    await s3.stop();
    rmSync(folder, { recursive: true });
  });

  const openStore = () => {
    const client = openClient({
      endpoint: s3.url,
      region: 'us-east-1',
      forcePathStyle: true,
      credentials: { accessKeyId: KEY_ID, secretAccessKey: 'local-secret' },
    });
    return openS3Store(client, { attachments: 'versioned', archives: 'plain' });
  };

  async function put(
    key: string,
    bytes: Buffer,
    bucket: 'attachments' | 'archives' = 'attachments',
  ): Promise<Source> {
    const Bucket = { attachments: 'versioned', archives: 'plain' }[bucket];
    const { ETag = '', VersionId } = await s3.client.send(
      new PutObjectCommand({ Bucket, Key: key, Body: bytes }),
    );
    return { bucket, key, etag: ETag.replaceAll('"', ''), versionId: VersionId, size: bytes.length };
  }

  const entry = (path: string, source: Source): Entry => ({
    path,
    modifiedAt: '2023-06-10T01:02:04.000Z',
    source,
  });

  async function fetched(name: string): Promise<string> {
    const path = join(folder, name);
    const { Body } = await s3.client.send(new GetObjectCommand({ Bucket: 'plain', Key: 'archive.zip' }));
    if (!(Body instanceof Readable)) throw new Error('there is no archive');
    await pipeline(Body, createWriteStream(path));
    await s3.client.send(new DeleteObjectCommand({ Bucket: 'plain', Key: 'archive.zip' }));
    return path;
  }

  /** The names in it, of which all programs say the same. */
  async function expectSound(path: string): Promise<string[]> {
    const names = await namesByYauzl(path);
    for (const { test } of unzippers) {
      const told = test([path]);
      if (told) expect(told.get(path)).toEqual(names);
    }
    rmSync(path);
    return names;
  }

  it('copies files of 5 MiB to 150 MB and satisfies every unzipper', async () => {
    console.log(`Archives are read by yauzl: yes, ${witnesses()}`);
    const sizes = [
      5 * MIB,
      150_000_000,
      5 * MIB + 1,
      0,
      40_000_000,
      12 * MIB,
      1,
      10 * MIB - 1,
      4_000_000,
      77,
    ];
    const entries: Entry[] = [];
    for (const [i, size] of sizes.entries()) {
      const bytes = bytesOf(size, i);
      const source = await put(`原件/${i} +&%.bin`, bytes);
      entries.push(
        entry(`哈尔滨市/媒体资料/文件 ${i}.bin`, {
          ...source,
          ...(i % 2 === 0 && { crc32: crcToBase64(crc32(bytes)) }),
        }),
      );
    }
    const store = openStore();
    const [whole] = await build({ store, entries, limits: S3_LIMITS, slices: 2, prefix: 'large' });
    expect(await store.find('archive.zip')).toEqual(whole);
    const names = await expectSound(await fetched('large.zip'));
    expect(names.toSorted()).toEqual(['manifest.csv', ...entries.map((one) => one.path)].toSorted());
  }, 180_000);

  it('holds more than 65,535 files', async () => {
    const small = await put('small', Buffer.from('abc'));
    const empty = await put('empty', Buffer.alloc(0));
    const entries = Array.from({ length: 66_000 }, (_, i) =>
      entry(`单位${i % 13}/${i}.txt`, i % 1000 === 0 ? small : empty),
    );
    await build({ store: openStore(), entries, limits: S3_LIMITS, prefix: 'many' });
    expect(await expectSound(await fetched('many.zip'))).toEqual([
      ...entries.map((one) => one.path),
      'manifest.csv',
    ]);
  }, 180_000);

  it('is built of the version that was pinned, whatever came after it', async () => {
    const before = bytesOf(6_000_000, 3);
    const source = await put('again', before);
    await put('again', bytesOf(6_000_000, 4));
    await build({
      store: openStore(),
      entries: [entry('again', source), entry('twice', source)],
      limits: S3_LIMITS,
      prefix: 'pinned',
    });
    expect(await expectSound(await fetched('pinned.zip'))).toEqual(['again', 'twice', 'manifest.csv']);
  }, 60_000);

  it.each([
    [
      'was deleted',
      async ({ key, versionId }: Source) => {
        await s3.client.send(
          new DeleteObjectCommand({ Bucket: 'versioned', Key: key, VersionId: versionId }),
        );
      },
      'attachments',
    ],
    [
      'was overwritten where there are no versions',
      async ({ key }: Source) => {
        await put(key, bytesOf(6_000_000, 9), 'archives');
      },
      'archives',
    ],
  ] as const)('names the file that %s after it was planned', async (_, change, bucket) => {
    const store = openStore();
    const source = await put('changing', bytesOf(6_000_000, 5), bucket);
    const glue = await put('glue', bytesOf(6_000_000, 6));
    const job = {
      store,
      entries: [entry('glue', glue), entry('changing', source)],
      limits: S3_LIMITS,
      prefix: bucket,
    };
    const { work } = await prepared(job);
    await change(source);
    const error = await build(job).catch((reason) => reason);
    expect(error).toBeInstanceOf(SourceGone);
    expect(error.source.key).toBe('changing');
    await abandonUploads(store, work);
    expect(await store.listUploads('archive')).toEqual([]);
  });

  it('says that an upload is gone, whatever is asked of it', async () => {
    const store = openStore();
    const source = await put('whole', bytesOf(5 * MIB, 1));
    const [upload] = await openUploads(store, { prefix: 'gone', keys: ['gone.zip'], batches: [] });
    if (!upload) throw new Error('no upload');
    await store.abort(upload);
    await store.abort(upload);
    const gone = [
      () => store.copyPart(upload, 1, source),
      () => store.uploadPart(upload, 1, Buffer.from('a'), crc32('a')),
      () =>
        store.streamPart(upload, 1, 1, async function* () {
          yield Buffer.from('a');
        }),
      () => store.listParts(upload, 0, 10_000),
      () => store.complete(upload, [{ number: 1, etag: 'a', size: 1 }], { size: 1, crc32: 0 }),
    ];
    for (const ask of gone) await expect(ask()).rejects.toThrow(UploadGone);
  });

  it('completes nothing over an object that is there, and nothing whose CRC is another', async () => {
    const store = openStore();
    const completed = async (crc: number) => {
      const upload = await store.createUpload('once.zip');
      const part = await store.uploadPart(upload, 1, Buffer.from('abc'), crc32('abc'));
      return store.complete(upload, [part], { size: 3, crc32: crc });
    };
    await expect(completed(crc32('abd'))).rejects.toThrow(/did not match/);
    expect(await completed(crc32('abc'))).toBe(true);
    expect(await completed(crc32('abc'))).toBe(false);
  });

  it('lets a file through in a stream and lists its part with a CRC', async () => {
    const store = openStore();
    const source = await put('stream', bytesOf(7_000_000, 2));
    const upload = await store.createUpload('stream.zip');
    await store.streamPart(upload, 3, 6_000_000, () => store.open(source, 1_000_000, 6_000_000));
    expect(await store.listParts(upload, 2, 3)).toEqual([
      {
        number: 3,
        etag: expect.any(String),
        size: 6_000_000,
        crc32: crc32(bytesOf(7_000_000, 2).subarray(1_000_000)),
      },
    ]);
    expect(await store.listParts(upload, 3, 9)).toEqual([]);
    await expect(
      store.streamPart(upload, 4, 10, () => store.open({ ...source, etag: 'other' }, 0, 10)),
    ).rejects.toThrow(SourceGone);
  });

  it('tells the checksum that an object came with, and none where it has none', async () => {
    const store = openStore();
    const bytes = bytesOf(100, 1);
    await s3.client.send(
      new PutObjectCommand({
        Bucket: 'versioned',
        Key: 'sum',
        Body: bytes,
        ChecksumCRC32: crcToBase64(crc32(bytes)),
      }),
    );
    const { ETag = '' } = await s3.client.send(new GetObjectCommand({ Bucket: 'versioned', Key: 'sum' }));
    const source: Source = { bucket: 'attachments', key: 'sum', etag: ETag.replaceAll('"', ''), size: 100 };
    expect(await store.storedCrc(source)).toBe(crc32(bytes));
    await expect(store.storedCrc({ ...source, etag: 'other' })).rejects.toThrow(SourceGone);
    expect(await store.get('nothing')).toBeUndefined();
    expect(await store.find('nothing')).toBeUndefined();
    expect(await store.put('new', bytes, { onlyNew: true })).toMatch(/^[0-9a-f]{32}$/);
    expect(await store.put('new', bytes, { onlyNew: true })).toBeUndefined();
  });
});
