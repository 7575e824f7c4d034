import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  ListPartsCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { describe, expect, it } from '@jest/globals';
import { startS3 } from '../../../../infra/local/s3/server.ts';
import { clientFor, eventually, localS3, options } from './local-s3.ts';

const Bucket = 'plain';
const text = async (client: S3Client, Key: string, bucket = Bucket, VersionId?: string) =>
  (await client.send(new GetObjectCommand({ Bucket: bucket, Key, VersionId }))).Body?.transformToString();

/** The server in a process of its own, to be killed. */
async function serverProcess(directory: string): Promise<{ child: ChildProcess; url: string }> {
  const script = fileURLToPath(new URL('server-process.ts', import.meta.url));
  const child = spawn(process.execPath, [script, directory], { stdio: ['ignore', 'pipe', 'inherit'] });
  if (!child.stdout) throw new Error('no output of the server');
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, url: line.toString().trim() };
}

describe('a killed server', () => {
  it('has every acknowledged object whole and nothing else when it is started again', async () => {
    const directory = await mkdtemp(join(tmpdir(), 's3-kill-'));
    const acknowledged = new Map<string, string>();
    const attempted = new Map<string, Set<string>>();
    for (let round = 0; round < 3; round++) {
      const { child, url } = await serverProcess(directory);
      const client = clientFor(url);
      const exited = once(child, 'exit');
      // On a busy machine the first answer takes a while, and a kill before it would prove nothing.
      let dies = false;
      const writers = Array.from({ length: 6 }, async (_, writer) => {
        for (let index = 0; ; index++) {
          // Few keys, so that overwriting is killed as often as creating.
          const Key = `writer-${writer}/${index % 5}`;
          const body = `${round} ${writer} ${index} `.repeat(1 + ((index * 997) % 20_000));
          attempted.set(Key, (attempted.get(Key) ?? new Set()).add(body));
          await client.send(new PutObjectCommand({ Bucket, Key, Body: body }));
          acknowledged.set(Key, body);
          if (!dies) setTimeout(() => child.kill('SIGKILL'), 150 + Math.random() * 250);
          dies = true;
        }
      });
      await Promise.allSettled(writers);
      await exited;
      client.destroy();
    }
    expect(acknowledged.size).toBeGreaterThan(5);
    const server = await startS3(options(directory), 0);
    const client = clientFor(server.url);
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket }));
    const found = new Map<string, string>();
    for (const { Key = '' } of Contents) found.set(Key, (await text(client, Key)) ?? '');
    for (const key of acknowledged.keys()) expect(found.has(key)).toBe(true);
    // The last one sent may have been kept without the answer having come; a mixture or a part never is.
    for (const [key, body] of found) expect(attempted.get(key)?.has(body)).toBe(true);
    expect(await readdir(join(directory, 'blobs'))).toHaveLength(found.size);
    client.destroy();
    await server.close();
    await rm(directory, { recursive: true });
  });
});

describe('a restarted server', () => {
  it('has objects, versions, markers, tags and unfinished uploads as they were', async () => {
    const s3 = await localS3();
    const put = async (bucket: string, Key: string, Body: string) =>
      (
        await s3.client.send(
          new PutObjectCommand({ Bucket: bucket, Key, Body, Metadata: { unit: 'harbin' } }),
        )
      ).VersionId;
    await put(Bucket, '作品/1', 'one');
    const first = await put('versioned', 'v', 'first');
    await put('versioned', 'v', 'second');
    await s3.client.send(new DeleteObjectCommand({ Bucket: 'versioned', Key: 'v' }));
    const target = { Bucket, Key: 'upload' };
    const { UploadId } = await s3.client.send(
      new CreateMultipartUploadCommand({
        ...target,
        ChecksumAlgorithm: 'CRC32',
        ChecksumType: 'FULL_OBJECT',
      }),
    );
    const part = await s3.client.send(
      new UploadPartCommand({ ...target, UploadId, PartNumber: 1, Body: 'part' }),
    );

    await s3.restart();

    expect(await text(s3.client, '作品/1')).toBe('one');
    const got = await s3.client.send(new GetObjectCommand({ Bucket, Key: '作品/1' }));
    expect(got.Metadata).toEqual({ unit: 'harbin' });
    expect(await text(s3.client, 'v', 'versioned', first)).toBe('first');
    const listed = await s3.client.send(new ListObjectVersionsCommand({ Bucket: 'versioned' }));
    expect([listed.Versions?.length, listed.DeleteMarkers?.[0]?.IsLatest]).toEqual([2, true]);
    const parts = await s3.client.send(new ListPartsCommand({ ...target, UploadId }));
    expect(parts.Parts).toMatchObject([
      { PartNumber: 1, ETag: part.ETag, ChecksumCRC32: part.ChecksumCRC32 },
    ]);
    const Parts = [{ PartNumber: 1, ETag: part.ETag }];
    await s3.client.send(
      new CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload: { Parts } }),
    );
    expect(await text(s3.client, 'upload')).toBe('part');
    expect((await s3.client.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads ?? []).toEqual([]);
    await s3.stop();
  });

  it('keeps what a bucket held before it was versioned', async () => {
    const s3 = await localS3();
    await s3.client.send(new PutObjectCommand({ Bucket, Key: 'old', Body: 'before' }));
    await s3.restart({ buckets: [{ name: Bucket, versioned: true, cors: [] }] });
    const { VersionId } = await s3.client.send(new PutObjectCommand({ Bucket, Key: 'old', Body: 'after' }));
    expect(VersionId).toMatch(/^.{32}$/);
    expect(await text(s3.client, 'old', Bucket, 'null')).toBe('before');
    expect(await text(s3.client, 'old')).toBe('after');
    await s3.stop();
  });

  it('removes what a killed one had half written, and shows none of it', async () => {
    const s3 = await localS3();
    await s3.client.send(new PutObjectCommand({ Bucket, Key: 'whole', Body: 'whole' }));
    const versions = join(s3.directory, 'buckets', Bucket, 'versions');
    await writeFile(join(versions, 'abc-null.json.tmp'), '{"key":"torn","vers');
    await writeFile(join(s3.directory, 'blobs', 'orphan'), 'half a vid');
    await s3.restart();
    const { Contents } = await s3.client.send(new ListObjectsV2Command({ Bucket }));
    expect(Contents?.map(({ Key }) => Key)).toEqual(['whole']);
    expect(await readdir(versions)).toHaveLength(1);
    expect(await s3.blobs()).toHaveLength(1);
    await s3.stop();
  });
});

describe('bytes on disk', () => {
  it('are shared by copies and go with the last of them', async () => {
    const s3 = await localS3();
    const body = randomBytes(100_000);
    await s3.client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: body }));
    await s3.client.send(new CopyObjectCommand({ Bucket, Key: 'b', CopySource: `${Bucket}/a` }));
    expect(await s3.blobs()).toHaveLength(1);
    await s3.client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    await s3.restart();
    const copy = await s3.client.send(new GetObjectCommand({ Bucket, Key: 'b' }));
    expect(body.equals((await copy.Body?.transformToByteArray()) ?? Buffer.alloc(0))).toBe(true);
    await s3.client.send(new DeleteObjectCommand({ Bucket, Key: 'b' }));
    await eventually(async () => expect(await s3.blobs()).toEqual([]));
    await s3.stop();
  });

  it('stay readable to the end for one who began before they were deleted', async () => {
    const s3 = await localS3();
    const body = randomBytes(8_000_000);
    await s3.client.send(new PutObjectCommand({ Bucket, Key: 'slow', Body: body }));
    const got = await s3.client.send(new GetObjectCommand({ Bucket, Key: 'slow' }));
    await s3.client.send(new DeleteObjectCommand({ Bucket, Key: 'slow' }));
    expect(body.equals((await got.Body?.transformToByteArray()) ?? Buffer.alloc(0))).toBe(true);
    await eventually(async () => expect(await s3.blobs()).toEqual([]));
    await s3.stop();
  });

  it('are not left by a client that goes away in the middle', async () => {
    const s3 = await localS3();
    const unsummed = clientFor(s3.url, { requestChecksumCalculation: 'WHEN_REQUIRED' });
    const url = await getSignedUrl(unsummed, new PutObjectCommand({ Bucket, Key: 'cut' }));
    const sending = request(url, { method: 'PUT', headers: { 'content-length': 50_000_000 } });
    sending.on('error', () => undefined);
    sending.write(Buffer.alloc(5_000_000));
    await eventually(async () => expect(await s3.blobs()).toHaveLength(1));
    sending.destroy();
    await eventually(async () => expect(await s3.blobs()).toEqual([]));
    expect((await s3.client.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);
    await s3.stop();
  });
});
