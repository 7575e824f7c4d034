import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetBucketPolicyCommand,
  GetObjectAclCommand,
  GetObjectCommand,
  ListBucketsCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  PutBucketVersioningCommand,
  PutObjectCommand,
  SelectObjectContentCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { describe, expect, it, jest } from '@jest/globals';
import { startS3 } from '../../../../infra/local/s3/server.ts';
import { outcome, rawRequest, refusal } from '../../../contract/s3-under-test.ts';
import { clientFor, eventually, options } from './local-s3.ts';
import { s3, start } from './started.ts';

const Bucket = 'plain';

describe('the server', () => {
  it('rejects with the listen error when its port is taken', async () => {
    const client = await start();
    const { port } = new URL(s3.url);
    await expect(startS3(options(join(s3.directory, 'other')), Number(port))).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
    expect(await refusal(client.send(new ListObjectsV2Command({ Bucket })))).toBe('accepted');
  });

  it('listens on this machine alone', async () => {
    await start();
    expect(new URL(s3.url).hostname).toBe('127.0.0.1');
    // Another loopback address is still free at this port.
    const other = createServer();
    await new Promise<void>((resolve, reject) => {
      other.once('error', reject).listen(Number(new URL(s3.url).port), '127.0.0.2', resolve);
    });
    await new Promise((resolve) => other.close(resolve));
  });

  it('says NotImplemented to operations that it does not have, and changes nothing', async () => {
    const client = await start();
    await client.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }));
    const kms = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: 'k' } as const;
    const selection = { InputSerialization: { CSV: {} }, OutputSerialization: { CSV: {} } };
    const refused = await Promise.all([
      refusal(client.send(new ListBucketsCommand({}))),
      refusal(client.send(new ListObjectsCommand({ Bucket }))),
      refusal(client.send(new GetObjectAclCommand({ Bucket, Key: 'k' }))),
      refusal(client.send(new GetBucketPolicyCommand({ Bucket }))),
      refusal(
        client.send(
          new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }),
        ),
      ),
      refusal(client.send(new GetObjectCommand({ Bucket, Key: 'k', PartNumber: 1 }))),
      refusal(client.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'y', ...kms }))),
      refusal(client.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'y', StorageClass: 'GLACIER' }))),
      refusal(
        client.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'y', ObjectLockMode: 'GOVERNANCE' })),
      ),
      refusal(
        client.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'y', WebsiteRedirectLocation: '/' })),
      ),
      refusal(
        client.send(
          new SelectObjectContentCommand({
            Bucket,
            Key: 'k',
            Expression: 'x',
            ExpressionType: 'SQL',
            ...selection,
          }),
        ),
      ),
    ]);
    expect(refused).toEqual(refused.map(() => '501 NotImplemented'));
    const got = await client.send(new GetObjectCommand({ Bucket, Key: 'k' }));
    expect(await got.Body?.transformToString()).toBe('x');
    expect((await rawRequest('PATCH', s3.url, '/plain/k')).status).toBe(403);
  });

  it('tells nothing of an unforeseen error but a request id', async () => {
    const client = await start();
    await client.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }));
    const logged = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    await rm(join(s3.directory, 'buckets'), { recursive: true });
    const unsummed = clientFor(s3.url, { requestChecksumCalculation: 'WHEN_REQUIRED' });
    const url = await getSignedUrl(unsummed, new PutObjectCommand({ Bucket, Key: 'k2' }));
    const answer = await fetch(url, { method: 'PUT', body: 'x' });
    const body = await answer.text();
    expect(answer.status).toBe(500);
    expect(body).toContain('<Code>InternalError</Code>');
    expect(body).not.toMatch(/ENOENT|\.ts|at /);
    expect(body).toContain(`<RequestId>${answer.headers.get('x-amz-request-id')}</RequestId>`);
    expect(logged).toHaveBeenCalled();
    logged.mockRestore();
  });
});

describe('a download that goes on', () => {
  it('starts again when the object is not the one it began with', async () => {
    const client = await start();
    const { ETag = '' } = await client.send(new PutObjectCommand({ Bucket, Key: 'k', Body: '0123456789' }));
    const url = await getSignedUrl(client, new GetObjectCommand({ Bucket, Key: 'k' }));
    const from = async (condition: string) => {
      const answer = await fetch(url, { headers: { range: 'bytes=6-', 'if-range': condition } });
      return `${answer.status} ${await answer.text()}`;
    };
    expect(await from(ETag)).toBe('206 6789');
    expect(await from('"another"')).toBe('200 0123456789');
    expect(await from(new Date(Date.now() + 1000).toUTCString())).toBe('206 6789');
    expect(await from(new Date(0).toUTCString())).toBe('200 0123456789');
  });
});

describe('an upload with a checksum', () => {
  it('fails as on S3 when its parts are not numbered without gaps', async () => {
    const client = await start();
    const target = { Bucket, Key: 'gap' };
    const { UploadId } = await client.send(
      new CreateMultipartUploadCommand({
        ...target,
        ChecksumAlgorithm: 'CRC32',
        ChecksumType: 'FULL_OBJECT',
      }),
    );
    const { ETag } = await client.send(
      new UploadPartCommand({ ...target, UploadId, PartNumber: 2, Body: 'x' }),
    );
    const MultipartUpload = { Parts: [{ PartNumber: 2, ETag }] };
    const complete = new CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload });
    expect(await refusal(client.send(complete))).toBe('500 InternalError');
  });
});

describe('a refused form', () => {
  it('leaves no bytes on disk, however it is refused', async () => {
    const client = await start();
    const { url, fields } = await createPresignedPost(client, {
      Bucket,
      Key: 'k',
      Conditions: [['content-length-range', 10, 2_000_000]],
    });
    const post = async (size: number, changes: Record<string, string> = {}) => {
      const form = new FormData();
      for (const [name, value] of Object.entries({ ...fields, ...changes })) form.append(name, value);
      form.append('file', new Blob([new Uint8Array(size)]), 'x');
      return (await fetch(url, { method: 'POST', body: form })).status;
    };
    expect([await post(20_000_000), await post(5), await post(100, { key: 'other' })]).toEqual([
      400, 400, 403,
    ]);
    await eventually(async () => expect(await s3.blobs()).toEqual([]));
    expect(await post(2_000_000)).toBe(204);
    expect(await s3.blobs()).toHaveLength(1);
  });

  it('may not be all fields', async () => {
    const client = await start();
    const { url, fields } = await createPresignedPost(client, { Bucket, Key: 'k' });
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append('x-ignore-padding', 'x'.repeat(30_000));
    form.append('file', new Blob(['x']), 'x');
    expect(await outcome(await fetch(url, { method: 'POST', body: form }))).toBe(
      '400 MaxPostPreDataLengthExceeded',
    );
  });
});
