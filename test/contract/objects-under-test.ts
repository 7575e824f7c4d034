import { createHash } from 'node:crypto';
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll } from '@jest/globals';
import { type S3UnderTest, s3UnderTest } from './s3-under-test.ts';

/** The store of the running file. */
export let s3: S3UnderTest;
beforeAll(async () => {
  s3 = await s3UnderTest();
});
afterAll(() => s3.stop());

export const put = (key: string, body: string | Buffer, more = {}) =>
  s3.client.send(new PutObjectCommand({ Bucket: s3.bucket, Key: key, Body: body, ...more }));
export const get = (key: string, more = {}) =>
  s3.client.send(new GetObjectCommand({ Bucket: s3.bucket, Key: key, ...more }));
export const head = (key: string, more = {}) =>
  s3.client.send(new HeadObjectCommand({ Bucket: s3.bucket, Key: key, ...more }));
export const text = async (key: string, more = {}) => (await get(key, more)).Body?.transformToString();

export const md5 = (body: string | Buffer) => createHash('md5').update(body).digest('hex');
