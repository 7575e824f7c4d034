import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { rawRequest, refusal, type S3UnderTest, s3UnderTest } from './s3-under-test.ts';

let s3: S3UnderTest;
beforeAll(async () => {
  s3 = await s3UnderTest();
});
afterAll(() => s3.stop());

const put = (Key: string, Body: string) =>
  s3.client.send(new PutObjectCommand({ Bucket: s3.bucket, Key, Body }));
const text = async (Key: string) =>
  (await s3.client.send(new GetObjectCommand({ Bucket: s3.bucket, Key }))).Body?.transformToString();

const piece = fc.oneof(
  fc.constantFrom(
    '..',
    '.',
    '/',
    '//',
    '\\',
    '%2e%2e',
    '%2F',
    '%',
    '+',
    ' ',
    '?',
    '#',
    '&',
    '~',
    "'",
    '(',
    '*',
  ),
  fc.constantFrom('黑龙江', 'é', '🚀', '.json', '.tmp', 'null', '__proto__', 'constructor'),
  fc.string({ maxLength: 8 }),
  // XML 1.0, in which listings are written, has no control characters and no U+FFFE.
  fc.string({ unit: 'grapheme', maxLength: 4 }),
);
const anyKey = fc.array(piece, { minLength: 1, maxLength: 8 }).map((pieces) => pieces.join(''));

describe('a key', () => {
  it('may be anything, and is one object of its own', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(anyKey, { minLength: 1, maxLength: 4 }), async (names) => {
        run += 1;
        const prefix = s3.key(`any-${run}/`);
        for (const [index, name] of names.entries()) await put(prefix + name, `body ${index}`);
        for (const [index, name] of names.entries()) expect(await text(prefix + name)).toBe(`body ${index}`);
        const listing = await s3.client.send(new ListObjectsV2Command({ Bucket: s3.bucket, Prefix: prefix }));
        const keys = (listing.Contents ?? []).map(({ Key }) => Key);
        expect(keys.toSorted()).toEqual(names.map((name) => prefix + name).toSorted());
        const [first = ''] = names;
        await s3.client.send(new DeleteObjectCommand({ Bucket: s3.bucket, Key: prefix + first }));
        expect(await s3.exists(prefix + first)).toBe(false);
        for (const name of names.slice(1)) expect(await s3.exists(prefix + name)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('with .. in it is signed and stored as it is written', async () => {
    const key = `${s3.key('up')}/../../../etc/passwd`;
    await put(key, 'not the real one');
    const url = await getSignedUrl(s3.client, new GetObjectCommand({ Bucket: s3.bucket, Key: key }));
    const path = url.slice(s3.endpoint.length);
    expect(path).toContain('/../../../etc/passwd?');
    expect(await rawRequest('GET', s3.endpoint, path)).toEqual({ status: 200, body: 'not the real one' });
    const resolved = path.replace(/\/[^/]+\/\.\.\/\.\.\/\.\./, '');
    expect((await rawRequest('GET', s3.endpoint, resolved)).status).toBe(403);
  });

  it('differs from another in case, slashes and Unicode form alone', async () => {
    const names = ['A', 'a', 'a/', '/a', '//a', 'é', 'e\u0301'].map((name) => s3.key(`same/${name}`));
    for (const name of names) await put(name, name);
    for (const name of names) expect(await text(name)).toBe(name);
  });

  it('is at most 1,024 bytes long', async () => {
    const room = 1024 - Buffer.byteLength(s3.key(''));
    expect(await refusal(put(s3.key('x'.repeat(room)), 'x'))).toBe('accepted');
    expect(await refusal(put(s3.key('x'.repeat(room + 1)), 'x'))).toBe('400 KeyTooLongError');
  });

  it('that is not UTF-8 is refused', async () => {
    const { status } = await rawRequest('GET', s3.endpoint, `/${s3.bucket}/%ff%fe`);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  });
});
