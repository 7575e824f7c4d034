import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import {
  DeleteObjectCommand,
  ListMultipartUploadsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Source } from '../../../functions/build-archive/plan-shape.ts';
import { openStores, type Stores } from '../../../functions/build-archive/stores.ts';
import { type S3Server, startS3 } from '../../../infra/local/s3/server.ts';
import { manifestOf, unzip } from '../../support/archive.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { pinned, store } from '../../support/stored-reports.ts';
import { order, rowOf, run, type World, world } from './job.ts';

const MIB = 1024 ** 2;
/** What the stack lets this function do; listing is not among it, so what is absent is 403 and not 404. */
const ALLOWED = ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject', 's3:AbortMultipartUpload'];
const patterned = (length: number, seed: number): Buffer =>
  Buffer.from(Uint8Array.from({ length }, (_, i) => (i * 31 + (i >> 8) * 7 + seed) & 255));

describe('the stores of the archive builder, over S3', () => {
  const directory = mkdtempSync(join(tmpdir(), 'stores-'));
  let server: S3Server;
  /** Between the client and S3; cuts the connection after so many bytes of an answer, so many times. */
  let wire: Server;
  const cut = { after: Number.POSITIVE_INFINITY, times: 0 };
  let clients: S3Client[] = [];
  let operator: S3Client;
  let stores: Stores;

  beforeAll(async () => {
    server = await startS3(
      {
        directory,
        region: 'us-east-1',
        buckets: [
          { name: 'attachments', versioned: true, cors: [] },
          { name: 'archives', versioned: false, cors: [] },
        ],
        credentials: (id) => ({ secretAccessKey: `secret of ${id}` }),
        authorize: ({ accessKeyId, action }) => accessKeyId === 'operator' || ALLOWED.includes(action),
      },
      0,
    );
    wire = createServer((near) => {
      const far = connect(Number(new URL(server.url).port), '127.0.0.1');
      let passed = 0;
      near.pipe(far);
      far.on('data', (chunk) => {
        passed += chunk.length;
        if (cut.times > 0 && passed > cut.after) {
          cut.times -= 1;
          near.destroy();
          far.destroy();
        } else near.write(chunk);
      });
      far.on('end', () => near.end());
      for (const socket of [near, far]) socket.on('error', () => {});
      near.on('close', () => far.destroy());
    });
    await new Promise<void>((resolve) => wire.listen(0, '127.0.0.1', () => resolve()));
    const through = `http://127.0.0.1:${(wire.address() as AddressInfo).port}`;
    const clientOf = (accessKeyId: string, endpoint: string) =>
      new S3Client({
        endpoint,
        region: 'us-east-1',
        forcePathStyle: true,
        credentials: { accessKeyId, secretAccessKey: `secret of ${accessKeyId}` },
      });
    operator = clientOf('operator', server.url);
    const builder = clientOf('build-archive', through);
    clients = [operator, builder];
    stores = openStores(builder, { attachments: 'attachments', archives: 'archives' });
  });
  afterEach(() => {
    Object.assign(cut, { after: Number.POSITIVE_INFINITY, times: 0 });
  });
  afterAll(async () => {
    for (const client of clients) client.destroy();
    wire.close();
    await server.close();
    rmSync(directory, { recursive: true });
  });

  async function put(key: string, bytes: Buffer): Promise<Source> {
    const { ETag = '', VersionId } = await operator.send(
      new PutObjectCommand({ Bucket: 'attachments', Key: key, Body: bytes }),
    );
    return {
      bucket: 'attachments',
      key,
      versionId: VersionId,
      etag: ETag.replaceAll('"', ''),
      size: bytes.length,
    };
  }
  const unfinished = async () =>
    (await operator.send(new ListMultipartUploadsCommand({ Bucket: 'archives' }))).Uploads ?? [];

  it('give the version that was pinned, whatever came later', async () => {
    const source = await put('a', patterned(100_000, 1));
    await put('a', patterned(100_000, 2));
    expect((await buffer(stores.open(source))).equals(patterned(100_000, 1))).toBe(true);
    expect(await buffer(stores.open(await put('empty', Buffer.alloc(0))))).toHaveLength(0);
  });

  it('go on where a connection broke', async () => {
    const source = await put('b', patterned(3 * MIB, 3));
    Object.assign(cut, { after: MIB, times: 2 });
    expect((await buffer(stores.open(source))).equals(patterned(3 * MIB, 3))).toBe(true);
    expect(cut.times).toBe(0);
  });

  it('give up when it keeps breaking', async () => {
    const source = await put('c', patterned(3 * MIB, 3));
    Object.assign(cut, { after: 200_000, times: 1000 });
    await expect(buffer(stores.open(source))).rejects.toThrow();
  }, 60_000);

  it.each<[string, (source: Source) => Source]>([
    ['another ETag', (source) => ({ ...source, etag: '0'.repeat(32) })],
    ['another size', (source) => ({ ...source, size: source.size + 1 })],
    ['a key that is not there', (source) => ({ ...source, key: 'nowhere', versionId: undefined })],
  ])('say that a source is gone when it has %s', async (_what, change) => {
    const source = change(await put('d', patterned(1000, 1)));
    await expect(buffer(stores.open(source))).rejects.toMatchObject({ name: 'SourceGone' });
  });

  it('say that a source is gone when its version was deleted, not when its key was', async () => {
    const source = await put('e', patterned(1000, 1));
    const Bucket = 'attachments';
    await operator.send(new DeleteObjectCommand({ Bucket, Key: 'e' }));
    expect(await buffer(stores.open(source))).toHaveLength(1000);
    await operator.send(new DeleteObjectCommand({ Bucket, Key: 'e', VersionId: source.versionId }));
    await expect(buffer(stores.open(source))).rejects.toMatchObject({ name: 'SourceGone' });
  });

  it('know what is there, write once where it must be new, and read it back', async () => {
    expect(await stores.read('plans/x')).toBeUndefined();
    expect(await stores.size('plans/x')).toBeUndefined();
    expect(await stores.write('plans/x', Buffer.from('one'), 'text/plain', true)).toMatch(/^[0-9a-f]{32}$/);
    expect(await stores.write('plans/x', Buffer.from('two'), 'text/plain', true)).toBeUndefined();
    expect(String(await stores.read('plans/x'))).toBe('one');
    expect(await stores.size('plans/x')).toBe(3);
  });

  it('store all of a stream, or nothing, and leave no upload behind', async () => {
    const bytes = patterned(20 * MIB, 5);
    await stores.upload(
      'archives/whole',
      Readable.from([bytes.subarray(0, 9 * MIB), bytes.subarray(9 * MIB)]),
      'x/y',
    );
    expect((await stores.read('archives/whole'))?.equals(bytes)).toBe(true);
    async function* breaking() {
      yield bytes;
      throw new Error('the source broke');
    }
    await expect(stores.upload('archives/half', Readable.from(breaking()), 'x/y')).rejects.toThrow();
    expect(await stores.size('archives/half')).toBeUndefined();
    expect(await unfinished()).toEqual([]);
  });

  describe('building an archive', () => {
    const build = async (): Promise<{ d: World; id: string; contents: Buffer[] }> => {
      const d: World = { ...world(), table: memoryTable() };
      const contents = [patterned(9 * MIB, 1), patterned(11 * MIB, 2), patterned(10, 3)];
      const attachments = [];
      for (const [i, bytes] of contents.entries()) {
        const file = pinned('harbin', 'media', { name: `视频${i}.mp4`, bytes });
        const { versionId = '', etag } = await put(file.key, bytes);
        attachments.push({ ...file, pin: { ...file.pin, versionId, etag } });
      }
      await store(d.table, { unit: 'harbin', form: 'media', attachments });
      return { d: Object.assign(d, { stores }), id: await order(d), contents };
    };

    it('ends as one object whose every byte is right', async () => {
      const { d, id, contents } = await build();
      Object.assign(cut, { after: 5 * MIB, times: 1 });
      await run(d, id, 'plan', 'build', 'finish');
      expect(rowOf(d, id)).toMatchObject({ state: 'ready' });
      const zip = (await stores.read(`archives/${id}.zip`)) ?? Buffer.alloc(0);
      expect(rowOf(d, id)?.size).toBe(zip.length);
      const files = await unzip(zip);
      for (const [i, bytes] of contents.entries()) {
        const file = files.find(({ path }) => path === `哈尔滨市/媒体资料/视频${i}.mp4`);
        expect(file?.bytes.equals(bytes)).toBe(true);
      }
      expect(manifestOf(files)).toHaveLength(files.length - 1);
    }, 60_000);

    it('leaves neither archive nor upload when a file is gone', async () => {
      const { d, id } = await build();
      await run(d, id, 'plan');
      const plan = JSON.parse(String(await stores.read(`plans/${id}.json`)));
      plan.entries.at(-1).source.etag = '0'.repeat(32);
      await stores.write(`plans/${id}.json`, Buffer.from(JSON.stringify(plan)), 'application/json');
      await expect(run(d, id, 'build')).rejects.toMatchObject({ name: 'ArchiveFailed' });
      expect(rowOf(d, id)).toMatchObject({
        failure: { reason: 'file-gone', file: '哈尔滨市/媒体资料/视频2.mp4' },
      });
      expect(await stores.size(`archives/${id}.zip`)).toBeUndefined();
      expect(await unfinished()).toEqual([]);
    }, 60_000);
  });
});
