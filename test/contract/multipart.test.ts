import { createHash } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { describe, expect, it } from '@jest/globals';
import { outcome, refusal } from './s3-under-test.ts';
import { begin, FULL, head, MIB, pieces, s3, stored, sum, uploaded, whole } from './uploads-under-test.ts';

const md5 = (bytes: Buffer) => createHash('md5').update(bytes).digest();
const multipartEtag = (parts: Buffer[]) =>
  `"${md5(Buffer.concat(parts.map(md5))).toString('hex')}-${parts.length}"`;

describe('a multipart upload', () => {
  it('becomes one object with the checksum of the whole', async () => {
    const upload = await uploaded('whole', {
      ...FULL,
      ContentType: 'video/mp4',
      Metadata: { slot: 'works' },
    });
    expect(upload.Parts[2]?.ChecksumCRC32).toBe(sum(pieces[2] ?? whole));
    expect(await s3.exists(upload.Key)).toBe(false);
    const done = await upload.complete(upload.Parts, {
      ChecksumCRC32: sum(whole),
      MpuObjectSize: whole.length,
    });
    const expected = { ETag: multipartEtag(pieces), ChecksumCRC32: sum(whole), ChecksumType: 'FULL_OBJECT' };
    expect(done).toMatchObject(expected);
    expect(await head('whole')).toMatchObject({
      ...expected,
      ContentLength: whole.length,
      ContentType: 'video/mp4',
      Metadata: { slot: 'works' },
    });
    expect((await stored('whole')).equals(whole)).toBe(true);
    expect(await refusal(upload.parts())).toBe('404 NoSuchUpload');
  });

  it('is composite unless it asks for the checksum of the whole', async () => {
    const upload = await uploaded('composite', { ChecksumAlgorithm: 'CRC32' });
    const { ChecksumCRC32, ChecksumType } = await upload.complete(upload.Parts);
    const digests = Buffer.concat(pieces.map((piece) => Buffer.from(sum(piece), 'base64')));
    expect({ ChecksumCRC32, ChecksumType }).toEqual({
      ChecksumCRC32: `${sum(digests)}-3`,
      ChecksumType: 'COMPOSITE',
    });
  });

  it('gives ranges across its parts', async () => {
    const upload = await uploaded('ranged');
    await upload.complete(upload.Parts);
    for (const [first, last] of [
      [5 * MIB - 10, 5 * MIB + 9],
      [4 * MIB, 11 * MIB],
      [10 * MIB, 10 * MIB],
    ] as const) {
      const got = await s3.client.send(
        new GetObjectCommand({ Bucket: s3.bucket, Key: s3.key('ranged'), Range: `bytes=${first}-${last}` }),
      );
      const bytes = Buffer.from((await got.Body?.transformToByteArray()) ?? []);
      expect(bytes.equals(whole.subarray(first, last + 1))).toBe(true);
    }
  });

  it('takes the last that was sent under a number, and leaves out what is not listed', async () => {
    const upload = await begin('resent');
    await upload.part(1, Buffer.from('wrong'));
    await upload.part(2, Buffer.from('not listed'));
    const { ETag, ChecksumCRC32 } = await upload.part(1, Buffer.from('right'));
    await upload.complete([{ PartNumber: 1, ETag, ChecksumCRC32 }]);
    expect((await stored('resent')).toString()).toBe('right');
  });

  it('is not completed with a wrong checksum or size of the whole', async () => {
    const upload = await uploaded('wrong-whole');
    const wrong = await refusal(upload.complete(upload.Parts, { ChecksumCRC32: sum(pieces[0] ?? whole) }));
    expect(wrong).toBe('400 BadDigest');
    const size = await refusal(upload.complete(upload.Parts, { MpuObjectSize: whole.length - 1 }));
    expect(size).toBe('400 InvalidRequest');
    expect(await s3.exists(upload.Key)).toBe(false);
    expect(await refusal(upload.complete(upload.Parts))).toBe('accepted');
  });

  it('is not completed with wrong parts', async () => {
    const upload = await uploaded('wrong-parts');
    const [one, two] = upload.Parts;
    const small = await upload.part(4, Buffer.from('small'));
    const results = {
      order: await refusal(upload.complete([two ?? {}, one ?? {}])),
      twice: await refusal(upload.complete([one ?? {}, one ?? {}])),
      etag: await refusal(upload.complete([{ ...one, ETag: two?.ETag }])),
      absent: await refusal(upload.complete([one ?? {}, { PartNumber: 9, ETag: one?.ETag }])),
      checksum: await refusal(upload.complete([{ ...one, ChecksumCRC32: two?.ChecksumCRC32 }])),
      none: await refusal(upload.complete([])),
      small: await refusal(
        upload.complete([
          upload.Parts[2] ?? {},
          { PartNumber: 4, ETag: small.ETag, ChecksumCRC32: small.ChecksumCRC32 },
        ]),
      ),
    };
    expect(results).toEqual({
      order: '400 InvalidPartOrder',
      twice: '400 InvalidPartOrder',
      etag: '400 InvalidPart',
      absent: '400 InvalidPart',
      checksum: '400 InvalidPart',
      none: '400 MalformedXML',
      small: '400 EntityTooSmall',
    });
    expect(await s3.exists(upload.Key)).toBe(false);
  });

  it('replaces nothing when it may only create', async () => {
    await s3.client.send(new PutObjectCommand({ Bucket: s3.bucket, Key: s3.key('taken'), Body: 'first' }));
    const upload = await uploaded('taken');
    expect(await refusal(upload.complete(upload.Parts, { IfNoneMatch: '*' }))).toBe('412 PreconditionFailed');
    expect((await stored('taken')).toString()).toBe('first');
  });

  it('is gone when it is aborted', async () => {
    const upload = await uploaded('aborted');
    await s3.client.send(
      new AbortMultipartUploadCommand({ Bucket: upload.Bucket, Key: upload.Key, UploadId: upload.UploadId }),
    );
    expect(await refusal(upload.part(1, Buffer.from('late')))).toBe('404 NoSuchUpload');
    expect(await refusal(upload.complete(upload.Parts))).toBe('404 NoSuchUpload');
    expect(await s3.exists(upload.Key)).toBe(false);
  });

  it('is listed with its parts and their checksums, in pages', async () => {
    const upload = await uploaded('listed/one');
    const other = await begin('listed/two');
    const seen: unknown[] = [];
    for (let PartNumberMarker: string | undefined = '0'; PartNumberMarker !== undefined; ) {
      const page = await upload.parts({ MaxParts: 2, PartNumberMarker });
      expect(page).toMatchObject(FULL);
      seen.push(...(page.Parts ?? []).map(({ LastModified: _, ...part }) => part));
      PartNumberMarker = page.IsTruncated ? page.NextPartNumberMarker : undefined;
    }
    expect(seen).toEqual(
      pieces.map((piece, index) => ({
        PartNumber: index + 1,
        ETag: `"${md5(piece).toString('hex')}"`,
        Size: piece.length,
        ChecksumCRC32: sum(piece),
      })),
    );
    const { Uploads } = await s3.client.send(
      new ListMultipartUploadsCommand({ Bucket: s3.bucket, Prefix: s3.key('listed/') }),
    );
    expect(Uploads?.map(({ Key, UploadId }) => ({ Key, UploadId }))).toEqual([
      { Key: upload.Key, UploadId: upload.UploadId },
      { Key: other.Key, UploadId: other.UploadId },
    ]);
  });

  it('takes parts through presigned URLs that fix the length', async () => {
    const upload = await begin('presigned');
    const unsummed = s3.clientWith({ requestChecksumCalculation: 'WHEN_REQUIRED' });
    const { Bucket, Key, UploadId } = upload;
    const command = new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, ContentLength: 5 });
    const url = await getSignedUrl(unsummed, command, {
      expiresIn: 60,
      signableHeaders: new Set(['content-length']),
    });
    const send = (body: string) => fetch(url, { method: 'PUT', body });
    expect(await outcome(await send('123456'))).toBe('403 SignatureDoesNotMatch');
    const answer = await send('12345');
    expect(await outcome(answer)).toBe('200');
    const ChecksumCRC32 = sum(Buffer.from('12345'));
    await upload.complete([{ PartNumber: 1, ETag: answer.headers.get('etag'), ChecksumCRC32 }]);
    expect((await stored('presigned')).toString()).toBe('12345');
  });
});

describe('a composite upload', () => {
  it('needs the checksum of each part, when it is sent and when it is listed', async () => {
    const upload = await begin('composite-rules', { ChecksumAlgorithm: 'CRC32' });
    const unsummed = s3.clientWith({ requestChecksumCalculation: 'WHEN_REQUIRED' });
    const { Bucket, Key, UploadId } = upload;
    const bare = new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body: 'x' });
    expect(await refusal(unsummed.send(bare))).toBe('400 InvalidRequest');
    const { ETag } = await upload.part(1, Buffer.from('x'));
    expect(await refusal(upload.complete([{ PartNumber: 1, ETag }]))).toBe('400 InvalidRequest');
  });
});

describe('a part', () => {
  it('without a checksum is summed by the server, when the upload wants one of the whole', async () => {
    const upload = await begin('server-sum');
    const unsummed = s3.clientWith({ requestChecksumCalculation: 'WHEN_REQUIRED' });
    const { Bucket, Key, UploadId } = upload;
    const bare = new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body: 'bare' });
    const { ETag } = await unsummed.send(bare);
    const done = await upload.complete([{ PartNumber: 1, ETag }], {
      ChecksumCRC32: sum(Buffer.from('bare')),
    });
    expect(done.ChecksumCRC32).toBe(sum(Buffer.from('bare')));
  });

  it('with a wrong checksum is not taken', async () => {
    const upload = await begin('bad-part');
    expect(await refusal(upload.part(1, Buffer.from('right'), { ChecksumCRC32: sum(whole) }))).toBe(
      '400 BadDigest',
    );
    expect((await upload.parts()).Parts ?? []).toEqual([]);
  });

  it('brings the kind of checksum that its upload was created with', async () => {
    const upload = await begin('other-sum', { ChecksumAlgorithm: 'SHA256' });
    const wrong = upload.part(1, Buffer.from('x'), { ChecksumCRC32: sum(Buffer.from('x')) });
    expect(await refusal(wrong)).toBe('400 InvalidRequest');
  });

  it('has a number from 1 to 10,000 and an upload', async () => {
    const upload = await begin('numbers');
    for (const number of [0, 10_001]) {
      expect(await refusal(upload.part(number, Buffer.from('x')))).toBe('400 InvalidArgument');
    }
    expect(await refusal(upload.part(10_000, Buffer.from('x')))).toBe('accepted');
    const { Bucket } = upload;
    const stray = { Bucket, Key: s3.key('stray'), UploadId: upload.UploadId, PartNumber: 1, Body: 'x' };
    expect(await refusal(s3.client.send(new UploadPartCommand(stray)))).toBe('404 NoSuchUpload');
  });
});
