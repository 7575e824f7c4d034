import {
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { describe, expect, it } from '@jest/globals';
import type { S3Event } from '../../../../infra/local/s3/call.ts';
import { outcome, refusal } from '../../../contract/s3-under-test.ts';
import { clientFor, KEY_ID } from './local-s3.ts';
import { s3, start } from './started.ts';

const Bucket = 'plain';

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

  it('may depend on the tags of the very version that is read, copied or looked at', async () => {
    const client = await start({
      authorize: ({ action, context }) =>
        !action.startsWith('s3:GetObject') || context?.['s3:ExistingObjectTag/scan'] === 'clean',
    });
    const [kept, Key] = ['versioned', 'k'];
    const put = (Tagging?: string) =>
      client.send(new PutObjectCommand({ Bucket: kept, Key, Body: 'x', Tagging }));
    const { VersionId } = await put('scan=clean');
    await put();
    const read = (more = {}) => refusal(client.send(new GetObjectCommand({ Bucket: kept, Key, ...more })));
    expect([await read({ VersionId }), await read()]).toEqual(['accepted', '403 AccessDenied']);
    const head = (more = {}) => refusal(client.send(new HeadObjectCommand({ Bucket: kept, Key, ...more })));
    expect([await head({ VersionId }), await head()]).toEqual(['accepted', expect.stringMatching(/^403/)]);
    const copy = (source: string) =>
      refusal(client.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource: source })));
    expect(await copy(`${kept}/${Key}?versionId=${VersionId}`)).toBe('accepted');
    expect(await copy(`${kept}/${Key}`)).toBe('403 AccessDenied');
  });

  it('to list is needed to learn that a key is absent', async () => {
    const client = await start({ authorize: ({ action }) => action !== 's3:ListBucket' });
    const absent = { Bucket, Key: 'absent' };
    expect(await refusal(client.send(new GetObjectCommand(absent)))).toBe('403 AccessDenied');
    const copy = { Bucket, Key: 'k', CopySource: 'plain/absent' };
    expect(await refusal(client.send(new CopyObjectCommand(copy)))).toBe('403 AccessDenied');
  });
});
