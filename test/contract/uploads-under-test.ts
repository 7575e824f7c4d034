import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll } from '@jest/globals';
import { type S3UnderTest, s3UnderTest } from './s3-under-test.ts';

export const MIB = 1024 ** 2;
/** Twelve MiB: two parts and a rest. */
export const whole = randomBytes(12 * MIB);
export const pieces = [
  whole.subarray(0, 5 * MIB),
  whole.subarray(5 * MIB, 10 * MIB),
  whole.subarray(10 * MIB),
];

export const sum = (bytes: Buffer) => {
  const value = Buffer.alloc(4);
  value.writeUInt32BE(crc32(bytes));
  return value.toString('base64');
};
/** The store of the running file, with a source of twelve MiB and one of five. */
export let s3: S3UnderTest;
beforeAll(async () => {
  s3 = await s3UnderTest();
  await s3.client.send(new PutObjectCommand({ Bucket: s3.bucket, Key: s3.key('source'), Body: whole }));
  await s3.client.send(
    new PutObjectCommand({ Bucket: s3.bucket, Key: s3.key('small'), Body: whole.subarray(0, 5 * MIB) }),
  );
});
afterAll(() => s3.stop());

export const FULL = { ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' } as const;

export async function begin(name: string, more: object = FULL) {
  const target = { Bucket: s3.bucket, Key: s3.key(name) };
  const { UploadId = '' } = await s3.client.send(new CreateMultipartUploadCommand({ ...target, ...more }));
  const upload = { ...target, UploadId };
  return {
    ...upload,
    part: (PartNumber: number, Body: Buffer, extra: object = {}) =>
      s3.client.send(new UploadPartCommand({ ...upload, PartNumber, Body, ...extra })),
    copy: (PartNumber: number, extra: object = {}, source = 'source') =>
      s3.client.send(
        new UploadPartCopyCommand({
          ...upload,
          PartNumber,
          CopySource: `${s3.bucket}/${s3.key(source)}`,
          ...extra,
        }),
      ),
    complete: (Parts: object[], extra: object = {}) =>
      s3.client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts }, ...extra })),
    parts: (more: object = {}) => s3.client.send(new ListPartsCommand({ ...upload, ...more })),
  };
}

export async function uploaded(name: string, more: object = FULL) {
  const upload = await begin(name, more);
  const Parts = [];
  for (const [index, piece] of pieces.entries()) {
    const { ETag, ChecksumCRC32 } = await upload.part(index + 1, piece);
    Parts.push({ PartNumber: index + 1, ETag, ChecksumCRC32 });
  }
  return { ...upload, Parts };
}

export async function stored(name: string) {
  const got = await s3.client.send(new GetObjectCommand({ Bucket: s3.bucket, Key: s3.key(name) }));
  return Buffer.from((await got.Body?.transformToByteArray()) ?? []);
}
export const head = (name: string) =>
  s3.client.send(new HeadObjectCommand({ Bucket: s3.bucket, Key: s3.key(name), ChecksumMode: 'ENABLED' }));
