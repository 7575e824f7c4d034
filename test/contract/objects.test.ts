import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  DeleteObjectTaggingCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadBucketCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from '@jest/globals';
import { get, head, md5, put, s3, text } from './objects-under-test.ts';
import { refusal } from './s3-under-test.ts';

const crc = (body: string | Buffer) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(body));
  return bytes.toString('base64');
};

describe('an object', () => {
  it('comes back as it was put, with its MD5 as the ETag', async () => {
    const key = s3.key('plain.txt');
    const { ETag } = await put(key, '哈尔滨市', { ContentType: 'text/plain; charset=utf-8' });
    const got = await get(key);
    expect(ETag).toBe(`"${md5('哈尔滨市')}"`);
    expect(await got.Body?.transformToString()).toBe('哈尔滨市');
    expect(got).toMatchObject({ ETag, ContentLength: 12, ContentType: 'text/plain; charset=utf-8' });
    expect(Math.abs((got.LastModified?.getTime() ?? 0) - Date.now())).toBeLessThan(60_000);
  });

  it('may be empty', async () => {
    await put(s3.key('empty'), Buffer.alloc(0));
    expect(await head(s3.key('empty'))).toMatchObject({ ContentLength: 0, ETag: `"${md5('')}"` });
    expect(await text(s3.key('empty'))).toBe('');
  });

  it('is taken from a stream of known length and kept whole', async () => {
    const body = Buffer.alloc(3_000_000, 'stream');
    const pieces = [body.subarray(0, 1), body.subarray(1, 70_000), body.subarray(70_000)];
    const command = { Bucket: s3.bucket, Key: s3.key('stream'), ContentLength: body.length };
    const { ChecksumCRC32 } = await s3.client.send(
      new PutObjectCommand({ ...command, Body: Readable.from(pieces), ChecksumAlgorithm: 'CRC32' }),
    );
    expect(ChecksumCRC32).toBe(crc(body));
    const got = await (await get(s3.key('stream'))).Body?.transformToByteArray();
    expect(body.equals(got ?? Buffer.alloc(0))).toBe(true);
  });

  it('is replaced by the next put', async () => {
    await put(s3.key('twice'), 'first');
    await put(s3.key('twice'), 'second');
    expect(await text(s3.key('twice'))).toBe('second');
  });

  it('is gone after a delete, and deleting again succeeds', async () => {
    await put(s3.key('gone'), 'x');
    const remove = () => s3.client.send(new DeleteObjectCommand({ Bucket: s3.bucket, Key: s3.key('gone') }));
    await remove();
    expect(await refusal(get(s3.key('gone')))).toBe('404 NoSuchKey');
    expect((await remove()).$metadata.httpStatusCode).toBe(204);
  });

  it('is deleted with others in one request', async () => {
    const keys = ['many/1', 'many/2 & <3>', 'many/三'].map((name) => s3.key(name));
    for (const key of keys) await put(key, key);
    const Objects = keys.map((Key) => ({ Key }));
    const { Deleted, Errors } = await s3.client.send(
      new DeleteObjectsCommand({ Bucket: s3.bucket, Delete: { Objects } }),
    );
    expect(Deleted?.map(({ Key }) => Key).toSorted()).toEqual(keys.toSorted());
    expect(Errors ?? []).toEqual([]);
    for (const key of keys) expect(await s3.exists(key)).toBe(false);
  });
});

describe('what is not there', () => {
  it('is named: the key, or the bucket', async () => {
    expect(await refusal(get(s3.key('never')))).toBe('404 NoSuchKey');
    expect(await refusal(head(s3.key('never')))).toBe('404 NotFound');
    const bucket = 'no-such-bucket-f83a1c';
    expect(await refusal(s3.client.send(new GetObjectCommand({ Bucket: bucket, Key: 'x' })))).toBe(
      '404 NoSuchBucket',
    );
    expect(await refusal(s3.client.send(new HeadBucketCommand({ Bucket: bucket })))).toBe('404 NotFound');
  });
});

describe('a description', () => {
  it('comes back: type, disposition, cache and metadata', async () => {
    const description = {
      ContentType: 'video/mp4',
      ContentDisposition: "attachment; filename*=UTF-8''%E4%BD%9C%E5%93%81.mp4",
      CacheControl: 'private, max-age=60',
      ContentLanguage: 'zh-CN',
      Metadata: { reference: 'K7Q2M9XD', slot: 'works' },
    };
    await put(s3.key('described'), 'x', description);
    expect(await head(s3.key('described'))).toMatchObject(description);
  });

  it('is limited to 2 KB of metadata', async () => {
    const fits = put(s3.key('meta'), 'x', { Metadata: { note: 'n'.repeat(2000) } });
    expect(await refusal(fits)).toBe('accepted');
    const long = put(s3.key('long'), 'x', { Metadata: { note: 'n'.repeat(2100) } });
    expect(await refusal(long)).toBe('400 MetadataTooLarge');
    expect(await s3.exists(s3.key('long'))).toBe(false);
  });
});

describe('a checksum', () => {
  it.each(['CRC32', 'CRC32C', 'SHA1', 'SHA256'] as const)(
    'in %s is kept and given back on demand',
    async (algorithm) => {
      const key = s3.key(`checksum-${algorithm}`);
      const sent = await put(key, 'checksum', { ChecksumAlgorithm: algorithm });
      const value = sent[`Checksum${algorithm}`];
      expect(value).toMatch(/=$/);
      const got = await head(key, { ChecksumMode: 'ENABLED' });
      expect(got).toMatchObject({ [`Checksum${algorithm}`]: value, ChecksumType: 'FULL_OBJECT' });
    },
  );

  it('that is wrong keeps nothing', async () => {
    const key = s3.key('wrong-checksum');
    expect(await refusal(put(key, 'right', { ChecksumCRC32: crc('wrong') }))).toBe('400 BadDigest');
    expect(
      await refusal(put(key, 'right', { ContentMD5: Buffer.from(md5('wrong'), 'hex').toString('base64') })),
    ).toBe('400 BadDigest');
    expect(await refusal(put(key, 'right', { ContentMD5: 'nonsense' }))).toBe('400 InvalidDigest');
    expect(await s3.exists(key)).toBe(false);
  });
});

describe('a copy', () => {
  const copy = (from: string, to: string, more = {}) =>
    s3.client.send(
      new CopyObjectCommand({
        Bucket: s3.bucket,
        Key: to,
        CopySource: `${s3.bucket}/${from.split('/').map(encodeURIComponent).join('/')}`,
        ...more,
      }),
    );

  it('has the bytes and the description of its source', async () => {
    const [from, to] = [s3.key('源 文件+1.txt'), s3.key('copied')];
    await put(from, 'copied', { ContentType: 'text/plain', Metadata: { unit: 'harbin' } });
    const { CopyObjectResult } = await copy(from, to);
    expect(CopyObjectResult?.ETag).toBe(`"${md5('copied')}"`);
    await s3.client.send(new DeleteObjectCommand({ Bucket: s3.bucket, Key: from }));
    expect(await text(to)).toBe('copied');
    expect(await head(to)).toMatchObject({ ContentType: 'text/plain', Metadata: { unit: 'harbin' } });
  });

  it('takes a new description when it is told to', async () => {
    await put(s3.key('from'), 'x', { ContentType: 'text/plain', Metadata: { unit: 'harbin' } });
    await copy(s3.key('from'), s3.key('to'), {
      MetadataDirective: 'REPLACE',
      ContentType: 'text/csv',
      Metadata: { unit: 'daqing' },
    });
    expect(await head(s3.key('to'))).toMatchObject({ ContentType: 'text/csv', Metadata: { unit: 'daqing' } });
  });

  it('is refused onto itself, from nothing and from an outdated source', async () => {
    await put(s3.key('from'), 'x');
    expect(await refusal(copy(s3.key('from'), s3.key('from')))).toBe('400 InvalidRequest');
    expect(await refusal(copy(s3.key('absent'), s3.key('to')))).toBe('404 NoSuchKey');
    expect(await refusal(copy(s3.key('from'), s3.key('to'), { CopySourceIfMatch: '"0"' }))).toBe(
      '412 PreconditionFailed',
    );
  });
});

describe('tags', () => {
  it('are put with the object or later, and never touch its bytes', async () => {
    const target = { Bucket: s3.bucket, Key: s3.key('tagged') };
    await put(target.Key, 'tagged', { Tagging: 'state=awaiting&slot=%E4%BD%9C%E5%93%81' });
    const read = async () => (await s3.client.send(new GetObjectTaggingCommand(target))).TagSet;
    const byKey = (tags: { Key?: string }[] = []) =>
      tags.toSorted((a, b) => ((a.Key ?? '') < (b.Key ?? '') ? -1 : 1));
    expect(byKey(await read())).toEqual([
      { Key: 'slot', Value: '作品' },
      { Key: 'state', Value: 'awaiting' },
    ]);
    const TagSet = [{ Key: 'state', Value: 'accepted' }];
    await s3.client.send(new PutObjectTaggingCommand({ ...target, Tagging: { TagSet } }));
    expect(await read()).toEqual(TagSet);
    expect(await text(target.Key)).toBe('tagged');
    await s3.client.send(new DeleteObjectTaggingCommand(target));
    expect(await read()).toEqual([]);
    expect(await text(target.Key)).toBe('tagged');
  });

  it('are at most ten', async () => {
    const TagSet = Array.from({ length: 11 }, (_, index) => ({ Key: `k${index}`, Value: 'v' }));
    await put(s3.key('tagged'), 'x');
    const command = new PutObjectTaggingCommand({
      Bucket: s3.bucket,
      Key: s3.key('tagged'),
      Tagging: { TagSet },
    });
    expect(await refusal(s3.client.send(command))).toMatch(/^400 /);
  });
});
