import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Source } from '../../../../functions/build-archive/plan-shape.ts';
import { openClient } from '../../../../functions/build-archive/zip/s3-client.ts';
import { openS3Store } from '../../../../functions/build-archive/zip/s3-store.ts';
import { SourceGone, type ZipStore } from '../../../../functions/build-archive/zip/store.ts';
import { KEY_ID, localS3 } from '../../../infra/local/s3/local-s3.ts';

const MIB = 1024 ** 2;
const patterned = (length: number, seed: number): Buffer =>
  Buffer.from(Uint8Array.from({ length }, (_, i) => (i * 31 + (i >> 8) * 7 + seed) & 255));

describe('a source that is read for an archive', () => {
  let s3: Awaited<ReturnType<typeof localS3>>;
  /** Between the client and S3; breaks the connection after so many bytes of an answer, so many times. */
  let wire: Server;
  const broken = { after: Number.POSITIVE_INFINITY, times: 0 };
  let store: ZipStore;

  beforeAll(async () => {
    s3 = await localS3();
    wire = createServer((near) => {
      const far = connect(Number(new URL(s3.url).port), '127.0.0.1');
      let passed = 0;
      near.pipe(far);
      far.on('data', (chunk) => {
        passed += chunk.length;
        if (broken.times > 0 && passed > broken.after) {
          broken.times -= 1;
          near.destroy();
          far.destroy();
        } else near.write(chunk);
      });
      far.on('end', () => near.end());
      for (const socket of [near, far]) socket.on('error', () => {});
      near.on('close', () => far.destroy());
    });
    await new Promise<void>((resolve) => wire.listen(0, '127.0.0.1', () => resolve()));
    const client = openClient({
      endpoint: `http://127.0.0.1:${(wire.address() as AddressInfo).port}`,
      region: 'us-east-1',
      forcePathStyle: true,
      credentials: { accessKeyId: KEY_ID, secretAccessKey: 'local-secret' },
    });
    store = openS3Store(client, { attachments: 'versioned', archives: 'plain' });
  });
  afterEach(() => {
    Object.assign(broken, { after: Number.POSITIVE_INFINITY, times: 0 });
  });
  afterAll(async () => {
    wire.close();
    await s3.stop();
  });

  async function put(key: string, bytes: Buffer): Promise<Source> {
    const { ETag = '', VersionId } = await s3.client.send(
      new PutObjectCommand({ Bucket: 'versioned', Key: key, Body: bytes }),
    );
    const etag = ETag.replaceAll('"', '');
    return { bucket: 'attachments', key, versionId: VersionId, etag, size: bytes.length };
  }
  async function read(source: Source, from = 0, length = source.size): Promise<Buffer> {
    const chunks: Buffer[] = [];
    for await (const chunk of store.open(source, from, length)) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  it('is the version that was pinned, or a range of it, whatever came later', async () => {
    const source = await put('a', patterned(100_000, 1));
    await put('a', patterned(100_000, 2));
    expect((await read(source)).equals(patterned(100_000, 1))).toBe(true);
    expect((await read(source, 5, 1000)).equals(patterned(100_000, 1).subarray(5, 1005))).toBe(true);
    expect(await read(await put('empty', Buffer.alloc(0)))).toHaveLength(0);
  });

  it('goes on where a connection broke', async () => {
    const source = await put('b', patterned(3 * MIB, 3));
    Object.assign(broken, { after: MIB, times: 2 });
    expect((await read(source)).equals(patterned(3 * MIB, 3))).toBe(true);
    expect(broken.times).toBe(0);
  });

  it('is given up when the connection keeps breaking', async () => {
    const source = await put('c', patterned(3 * MIB, 3));
    Object.assign(broken, { after: 200_000, times: 1000 });
    await expect(read(source)).rejects.toThrow();
  }, 60_000);

  it.each<[string, (source: Source) => Source]>([
    ['another ETag', (source) => ({ ...source, etag: '0'.repeat(32) })],
    ['another key', (source) => ({ ...source, key: 'nowhere', versionId: undefined })],
    ['fewer bytes than were planned', (source) => ({ ...source, size: source.size + 1 })],
  ])('is gone when it has %s', async (_what, change) => {
    await expect(read(change(await put('d', patterned(1000, 1))))).rejects.toThrow(SourceGone);
  });

  it('is gone when its version was deleted, not when its key was', async () => {
    const source = await put('e', patterned(1000, 1));
    const Bucket = 'versioned';
    await s3.client.send(new DeleteObjectCommand({ Bucket, Key: 'e' }));
    expect(await read(source)).toHaveLength(1000);
    await s3.client.send(new DeleteObjectCommand({ Bucket, Key: 'e', VersionId: source.versionId }));
    await expect(read(source)).rejects.toThrow(SourceGone);
  });
});
