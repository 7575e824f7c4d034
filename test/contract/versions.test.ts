import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  PutObjectCommand,
  PutObjectTaggingCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hasVersions, refusal, type S3UnderTest, s3UnderTest } from './s3-under-test.ts';

let s3: S3UnderTest;
beforeAll(async () => {
  s3 = await s3UnderTest();
});
afterAll(() => s3.stop());

const target = (name: string) => ({ Bucket: s3.versionedBucket, Key: s3.key(name) });
const put = async (name: string, Body: string) =>
  (await s3.client.send(new PutObjectCommand({ ...target(name), Body }))).VersionId ?? '';
const text = async (name: string, VersionId?: string) =>
  (await s3.client.send(new GetObjectCommand({ ...target(name), VersionId }))).Body?.transformToString();
const remove = (name: string, VersionId?: string) =>
  s3.client.send(new DeleteObjectCommand({ ...target(name), VersionId }));

(hasVersions ? describe : describe.skip)('a versioned bucket', () => {
  it('keeps every version, the newest being what a plain read gives', async () => {
    const [first, second] = [await put('kept', 'first'), await put('kept', 'second')];
    expect(first).not.toBe(second);
    expect(await text('kept')).toBe('second');
    expect(await text('kept', first)).toBe('first');
    const head = await s3.client.send(new HeadObjectCommand({ ...target('kept'), VersionId: first }));
    expect(head).toMatchObject({ ContentLength: 5, VersionId: first });
  });

  it('puts a marker in place of a deleted object, which can be taken away again', async () => {
    await put('marked', 'still there');
    const { DeleteMarker, VersionId: marker } = await remove('marked');
    expect(DeleteMarker).toBe(true);
    expect(await refusal(text('marked'))).toBe('404 NoSuchKey');
    expect(await refusal(text('marked', marker))).toBe('405 MethodNotAllowed');
    const listed = await s3.client.send(
      new ListObjectsV2Command({ Bucket: s3.versionedBucket, Prefix: s3.key('marked') }),
    );
    expect(listed.KeyCount).toBe(0);
    expect(await remove('marked', marker)).toMatchObject({ DeleteMarker: true, VersionId: marker });
    expect(await text('marked')).toBe('still there');
  });

  it('forgets a version that is deleted by its id, and only that', async () => {
    const [first, second] = [await put('pruned', 'first'), await put('pruned', 'second')];
    await remove('pruned', second);
    expect(await text('pruned')).toBe('first');
    expect(await refusal(text('pruned', second))).toBe('404 NoSuchVersion');
    const Objects = [{ Key: s3.key('pruned'), VersionId: first }];
    const deleted = await s3.client.send(
      new DeleteObjectsCommand({ Bucket: s3.versionedBucket, Delete: { Objects } }),
    );
    expect(deleted.Deleted).toMatchObject([{ Key: s3.key('pruned'), VersionId: first }]);
    expect(await refusal(text('pruned'))).toBe('404 NoSuchKey');
  });

  it('refuses an id that cannot be one', async () => {
    await put('odd', 'x');
    expect(await refusal(text('odd', '../../etc'))).toMatch(/^400 /);
  });

  it('lists versions and markers, newest first, in pages', async () => {
    const ids = [await put('list/a', '1'), await put('list/a', '2')];
    const { VersionId: marker } = await remove('list/a');
    const other = await put('list/b', '3');
    const seen: string[] = [];
    const latest: string[] = [];
    let from: { KeyMarker?: string; VersionIdMarker?: string } | undefined = {};
    while (from) {
      const page: ListObjectVersionsCommandOutput = await s3.client.send(
        new ListObjectVersionsCommand({
          Bucket: s3.versionedBucket,
          Prefix: s3.key('list/'),
          MaxKeys: 1,
          ...from,
        }),
      );
      const entries = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])];
      expect(entries).toHaveLength(1);
      for (const { VersionId = '', IsLatest } of entries) {
        seen.push(VersionId);
        expect(seen.length).toBeLessThanOrEqual(4);
        if (IsLatest) latest.push(VersionId);
      }
      from = page.IsTruncated
        ? { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker }
        : undefined;
    }
    expect(seen).toEqual([marker, ids[1], ids[0], other]);
    expect(latest).toEqual([marker, other]);
  });

  it('copies an old version to the top, and says which it was', async () => {
    const first = await put('restored', 'first');
    await put('restored', 'second');
    const copied = await s3.client.send(
      new CopyObjectCommand({
        ...target('restored'),
        CopySource: `${s3.versionedBucket}/${s3.key('restored')}?versionId=${first}`,
      }),
    );
    expect(copied.CopySourceVersionId).toBe(first);
    expect(await text('restored')).toBe('first');
  });

  it('tags one version without touching the others', async () => {
    const first = await put('tagged', 'first');
    await put('tagged', 'second');
    const TagSet = [{ Key: 'state', Value: 'refused' }];
    await s3.client.send(
      new PutObjectTaggingCommand({ ...target('tagged'), VersionId: first, Tagging: { TagSet } }),
    );
    const tags = async (VersionId?: string) =>
      (await s3.client.send(new GetObjectTaggingCommand({ ...target('tagged'), VersionId }))).TagSet;
    expect(await tags(first)).toEqual(TagSet);
    expect(await tags()).toEqual([]);
    expect(await text('tagged', first)).toBe('first');
  });
});
