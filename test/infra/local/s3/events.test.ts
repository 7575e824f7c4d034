import {
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { describe, expect, it, jest } from '@jest/globals';
import type { S3Event } from '../../../../infra/local/s3/call.ts';
import { refusal } from '../../../contract/s3-under-test.ts';
import { clientFor } from './local-s3.ts';
import { s3, start } from './started.ts';

const Bucket = 'plain';

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

describe('a lifecycle', () => {
  it('expires objects and unfinished uploads at the midnight after their days, below its prefix', async () => {
    const now = new Date('2023-05-10T09:00:00Z');
    const lifecycle = [{ prefix: 'archives/', expireDays: 7, abortIncompleteDays: 1 }];
    await start({
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
