import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketPolicyCommand,
  GetObjectAclCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListMultipartUploadsCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  PutBucketVersioningCommand,
  PutObjectCommand,
  SelectObjectContentCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { S3Event } from '../../../../infra/local/s3/call.ts';
import { type S3Options, startS3 } from '../../../../infra/local/s3/server.ts';
import { outcome, rawRequest, refusal } from '../../../contract/s3-under-test.ts';
import { clientFor, eventually, KEY_ID, localS3, options } from './local-s3.ts';

let s3: Awaited<ReturnType<typeof localS3>>;
const start = async (more: Partial<S3Options> = {}) => {
  s3 = await localS3(more);
  return s3.client;
};
afterEach(() => s3?.stop().catch(() => undefined));

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

describe('a session', () => {
  const session = { accessKeyId: 'ASIASESSION', secretAccessKey: 'session-secret' };
  const known = { secretAccessKey: 'session-secret', sessionToken: 'the-token' };
  const list = (sessionToken?: string) =>
    refusal(
      clientFor(s3.url, { credentials: { ...session, sessionToken } }).send(
        new ListObjectsV2Command({ Bucket }),
      ),
    );

  it('needs its own token, in headers and in URLs', async () => {
    await start({ credentials: (id) => (id === session.accessKeyId ? known : undefined) });
    expect(await list('the-token')).toBe('accepted');
    expect(await list('another')).toBe('400 InvalidToken');
    expect(await list()).toBe('403 InvalidAccessKeyId');
    const url = (sessionToken?: string) =>
      getSignedUrl(
        clientFor(s3.url, { credentials: { ...session, sessionToken } }),
        new ListObjectsV2Command({ Bucket }),
      );
    expect(await outcome(await fetch(await url('the-token')))).toBe('200');
    expect(await outcome(await fetch(await url('another')))).toBe('400 InvalidToken');
    expect(await outcome(await fetch(await url()))).toBe('403 InvalidAccessKeyId');
  });

  it('needs its token in a POST policy too', async () => {
    await start({ credentials: (id) => (id === session.accessKeyId ? known : undefined) });
    const client = clientFor(s3.url, { credentials: { ...session, sessionToken: 'the-token' } });
    const { url, fields } = await createPresignedPost(client, { Bucket, Key: 'posted' });
    const post = async (changes: Record<string, string>) => {
      const form = new FormData();
      for (const [name, value] of Object.entries({ ...fields, ...changes })) form.append(name, value);
      form.append('file', new Blob(['x']), 'x');
      return outcome(await fetch(url, { method: 'POST', body: form }));
    };
    expect(await post({ 'X-Amz-Security-Token': 'another' })).toBe('400 InvalidToken');
    expect(await post({})).toBe('204');
  });

  it('ends when its credentials expire', async () => {
    let now = new Date('2023-05-10T09:00:00Z');
    const expiration = new Date('2023-05-10T09:10:00Z');
    await start({ now: () => now, credentials: () => ({ ...known, expiration }) });
    const request = () => {
      const systemClockOffset = now.getTime() - Date.now();
      const client = clientFor(s3.url, {
        credentials: { ...session, sessionToken: 'the-token' },
        systemClockOffset,
      });
      return refusal(client.send(new ListObjectsV2Command({ Bucket })));
    };
    expect(await request()).toBe('accepted');
    now = expiration;
    expect(await request()).toBe('400 ExpiredToken');
  });
});

describe('leave', () => {
  it('is asked for by the names of the IAM actions, with bucket and key', async () => {
    const asked: string[] = [];
    const client = await start({
      authorize({ accessKeyId, action, bucket, key }) {
        expect(accessKeyId).toBe(KEY_ID);
        asked.push(`${action} ${bucket}${key === undefined ? '' : `/${key}`}`);
        return true;
      },
    });
    const asks = async (work: Promise<unknown>) => {
      asked.length = 0;
      await work.catch(() => undefined);
      return asked.join(', ');
    };
    const target = { Bucket, Key: 'k' };
    const copy = { ...target, CopySource: 'versioned/s' };
    const { fields, url } = await createPresignedPost(client, target);
    const form = new FormData();
    for (const [name, value] of Object.entries({ ...fields })) form.append(name, value);
    form.append('file', new Blob(['x']), 'x');
    await client.send(new PutObjectCommand({ Bucket: 'versioned', Key: 's', Body: 'x' }));
    const found = {
      put: await asks(client.send(new PutObjectCommand({ ...target, Body: 'x' }))),
      putTagged: await asks(client.send(new PutObjectCommand({ ...target, Body: 'x', Tagging: 'a=b' }))),
      putIfMatch: await asks(client.send(new PutObjectCommand({ ...target, Body: 'x', IfMatch: '"0"' }))),
      post: await asks(fetch(url, { method: 'POST', body: form })),
      get: await asks(client.send(new GetObjectCommand(target))),
      version: await asks(client.send(new GetObjectCommand({ ...target, VersionId: 'null' }))),
      head: await asks(client.send(new HeadObjectCommand(target))),
      absent: await asks(client.send(new HeadObjectCommand({ Bucket, Key: 'absent' }))),
      copy: await asks(client.send(new CopyObjectCommand(copy))),
      remove: await asks(client.send(new DeleteObjectCommand(target))),
      removeMany: await asks(
        client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'a' }, { Key: 'b' }] } })),
      ),
      list: await asks(client.send(new ListObjectsV2Command({ Bucket }))),
      uploads: await asks(client.send(new ListMultipartUploadsCommand({ Bucket }))),
      create: await asks(client.send(new CreateMultipartUploadCommand(target))),
    };
    expect(found).toEqual({
      put: 's3:PutObject plain/k',
      putTagged: 's3:PutObject plain/k, s3:PutObjectTagging plain/k',
      putIfMatch: 's3:PutObject plain/k, s3:GetObject plain/k',
      post: 's3:PutObject plain/k',
      get: 's3:GetObject plain/k',
      version: 's3:GetObjectVersion plain/k',
      head: 's3:GetObject plain/k',
      absent: 's3:GetObject plain/absent, s3:ListBucket plain',
      copy: 's3:PutObject plain/k, s3:GetObject versioned/s',
      remove: 's3:DeleteObject plain/k',
      removeMany: 's3:DeleteObject plain/a, s3:DeleteObject plain/b',
      list: 's3:ListBucket plain',
      uploads: 's3:ListBucketMultipartUploads plain',
      create: 's3:PutObject plain/k',
    });
  });

  it('that is not given is AccessDenied, also through URLs and forms of a signer without it', async () => {
    const events: S3Event[] = [];
    const client = await start({ authorize: async () => false, onEvent: (event) => events.push(event) });
    const target = { Bucket, Key: 'k' };
    const upload = { ...target, UploadId: 'x', PartNumber: 1, Body: 'x' };
    expect(await refusal(client.send(new PutObjectCommand({ ...target, Body: 'x' })))).toBe(
      '403 AccessDenied',
    );
    expect(await refusal(client.send(new UploadPartCommand(upload)))).toBe('403 AccessDenied');
    expect(await outcome(await fetch(await getSignedUrl(client, new GetObjectCommand(target))))).toBe(
      '403 AccessDenied',
    );
    const { url, fields } = await createPresignedPost(client, target);
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append('file', new Blob(['x']), 'x');
    expect(await outcome(await fetch(url, { method: 'POST', body: form }))).toBe('403 AccessDenied');
    const { Deleted, Errors } = await client.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'k' }] } }),
    );
    expect([Deleted ?? [], Errors]).toMatchObject([[], [{ Key: 'k', Code: 'AccessDenied' }]]);
    expect(events).toEqual([]);
    expect(await s3.blobs()).toEqual([]);
  });

  it('to list is needed to learn that a key is absent', async () => {
    const client = await start({ authorize: ({ action }) => action !== 's3:ListBucket' });
    const absent = { Bucket, Key: 'absent' };
    expect(await refusal(client.send(new GetObjectCommand(absent)))).toBe('403 AccessDenied');
    const copy = { Bucket, Key: 'k', CopySource: 'plain/absent' };
    expect(await refusal(client.send(new CopyObjectCommand(copy)))).toBe('403 AccessDenied');
  });
});

describe('an event', () => {
  it('tells of each change, when it can be read already', async () => {
    const events: S3Event[] = [];
    const client = await start({ onEvent: (event) => events.push(event) });
    const target = { Bucket: 'versioned', Key: '作品 1' };
    const { VersionId, ETag } = await client.send(new PutObjectCommand({ ...target, Body: 'four' }));
    const CopySource = encodeURI('versioned/作品 1');
    await client.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource }));
    const { url, fields } = await createPresignedPost(client, { Bucket, Key: 'posted' });
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append('file', new Blob(['xx']), 'x');
    await fetch(url, { method: 'POST', body: form });
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'posted' }));
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'never' }));
    expect(events).toMatchObject([
      {
        bucket: 'versioned',
        kind: 'Object Created',
        key: '作品 1',
        size: 4,
        etag: ETag?.replaceAll('"', ''),
        versionId: VersionId,
        reason: 'PutObject',
        time: expect.any(Date),
      },
      { bucket: 'plain', kind: 'Object Created', key: 'copy', size: 4, reason: 'CopyObject' },
      { kind: 'Object Created', key: 'posted', size: 2, reason: 'POST Object' },
      { kind: 'Object Deleted', key: 'posted', reason: 'DeleteObject' },
    ]);
    expect(events[1]).not.toHaveProperty('versionId');
  });

  it('whose listener fails does not fail the write', async () => {
    const logged = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    const client = await start({
      onEvent() {
        throw new Error('listener');
      },
    });
    expect(await refusal(client.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' })))).toBe(
      'accepted',
    );
    expect(logged).toHaveBeenCalled();
    logged.mockRestore();
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

describe('a lifecycle', () => {
  it('expires objects and unfinished uploads at the midnight after their days, below its prefix', async () => {
    const now = new Date('2023-05-10T09:00:00Z');
    const lifecycle = [{ prefix: 'archives/', expireDays: 7, abortIncompleteDays: 1 }];
    s3 = await localS3({
      now: () => now,
      buckets: [{ name: Bucket, versioned: false, cors: [], lifecycle }],
    });
    const client = clientFor(s3.url, { systemClockOffset: now.getTime() - Date.now() });
    for (const Key of ['archives/1', 'works/1'])
      await client.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
    for (const Key of ['archives/2', 'works/2'])
      await client.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    const left = async () => {
      const objects = await client.send(new ListObjectsV2Command({ Bucket }));
      const uploads = await client.send(new ListMultipartUploadsCommand({ Bucket }));
      return [...(objects.Contents ?? []), ...(uploads.Uploads ?? [])].map(({ Key }) => Key);
    };
    await s3.server.expire(new Date('2023-05-11T23:59:00Z'));
    expect(await left()).toEqual(['archives/1', 'works/1', 'archives/2', 'works/2']);
    await s3.server.expire(new Date('2023-05-12T00:00:00Z'));
    expect(await left()).toEqual(['archives/1', 'works/1', 'works/2']);
    await s3.server.expire(new Date('2023-05-18T00:00:00Z'));
    expect(await left()).toEqual(['works/1', 'works/2']);
  });
});
