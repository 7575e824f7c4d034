import { createHash } from 'node:crypto';
import { CreateMultipartUploadCommand, PutObjectCommand, UploadPartCopyCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from '@jest/globals';
import { refusal } from './s3-under-test.ts';
import { begin, head, MIB, s3, stored, sum, whole } from './uploads-under-test.ts';

describe('a copied part', () => {
  it('has the checksum of the bytes copied, whole or in a range', async () => {
    const upload = await begin('copied');
    const all = await upload.copy(1);
    const some = await upload.copy(2, { CopySourceRange: `bytes=100-${6 * MIB + 99}` });
    const range = whole.subarray(100, 6 * MIB + 100);
    expect(all.CopyPartResult).toMatchObject({ ChecksumCRC32: sum(whole), ETag: expect.any(String) });
    expect(some.CopyPartResult).toMatchObject({
      ChecksumCRC32: sum(range),
      ETag: `"${createHash('md5').update(range).digest('hex')}"`,
      LastModified: expect.any(Date),
    });
    const tail = Buffer.from('central directory');
    const { ETag, ChecksumCRC32 } = await upload.part(3, tail);
    const Parts = [all.CopyPartResult, some.CopyPartResult, { ETag, ChecksumCRC32 }].map((part, index) => ({
      PartNumber: index + 1,
      ETag: part?.ETag,
      ChecksumCRC32: part?.ChecksumCRC32,
    }));
    const expected = Buffer.concat([whole, range, tail]);
    const done = await upload.complete(Parts, { ChecksumCRC32: sum(expected) });
    expect(done.ChecksumCRC32).toBe(sum(expected));
    expect((await stored('copied')).equals(expected)).toBe(true);
  });

  it('outlives its source', async () => {
    await s3.client.send(new PutObjectCommand({ Bucket: s3.bucket, Key: s3.key('brief'), Body: whole }));
    const upload = await begin('outliving');
    const { CopyPartResult } = await upload.copy(1, {}, 'brief');
    await s3.client.send(new PutObjectCommand({ Bucket: s3.bucket, Key: s3.key('brief'), Body: 'replaced' }));
    await upload.complete([
      { PartNumber: 1, ETag: CopyPartResult?.ETag, ChecksumCRC32: CopyPartResult?.ChecksumCRC32 },
    ]);
    expect((await stored('outliving')).equals(whole)).toBe(true);
  });

  it('has no checksum where the upload has none', async () => {
    const unsummed = s3.clientWith({ requestChecksumCalculation: 'WHEN_REQUIRED' });
    const target = { Bucket: s3.bucket, Key: s3.key('no-sum') };
    const { UploadId } = await unsummed.send(new CreateMultipartUploadCommand(target));
    const CopySource = `${s3.bucket}/${s3.key('source')}`;
    const { CopyPartResult } = await unsummed.send(
      new UploadPartCopyCommand({ ...target, UploadId, PartNumber: 1, CopySource }),
    );
    expect(CopyPartResult?.ChecksumCRC32).toBeUndefined();
  });

  it('is refused for a range of 5 MiB or less, beyond the end, or malformed', async () => {
    const upload = await begin('bad-range');
    const range = (CopySourceRange: string, source?: string) =>
      refusal(upload.copy(1, { CopySourceRange }, source));
    expect(await range('bytes=0-99', 'small')).toBe('400 InvalidRequest');
    expect(await range(`bytes=0-${whole.length}`)).toBe('400 InvalidArgument');
    expect(await range('bytes=-5')).toBe('400 InvalidArgument');
    expect(await refusal(upload.copy(1, {}, 'small'))).toBe('accepted');
  });

  it('is refused when its source is another than was meant, or is absent', async () => {
    const upload = await begin('pinned');
    const { ETag } = await head('source');
    expect(await refusal(upload.copy(1, { CopySourceIfMatch: '"0"' }))).toBe('412 PreconditionFailed');
    expect(await refusal(upload.copy(1, { CopySourceIfMatch: ETag }))).toBe('accepted');
    expect(await refusal(upload.copy(1, {}, 'absent'))).toBe('404 NoSuchKey');
  });
});
