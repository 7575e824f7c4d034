import {
  DeleteObjectsCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { refusal, type S3UnderTest, s3UnderTest } from './s3-under-test.ts';

let s3: S3UnderTest;
beforeAll(async () => {
  s3 = await s3UnderTest();
});
afterAll(() => s3.stop());

const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** All pages of a listing, prefix cut off again. */
async function listed(prefix: string, more: Partial<ListObjectsV2CommandInput> = {}) {
  const keys: string[] = [];
  const prefixes: string[] = [];
  let ContinuationToken: string | undefined;
  let pages = 0;
  do {
    const page = await s3.client.send(
      new ListObjectsV2Command({ Bucket: s3.bucket, Prefix: prefix, ContinuationToken, ...more }),
    );
    const [some, groups] = [page.Contents ?? [], page.CommonPrefixes ?? []];
    expect(page.KeyCount).toBe(some.length + groups.length);
    if (more.MaxKeys) expect(some.length + groups.length).toBeLessThanOrEqual(more.MaxKeys);
    keys.push(...some.map(({ Key = '' }) => Key.slice(prefix.length)));
    prefixes.push(...groups.map(({ Prefix = '' }) => Prefix.slice(prefix.length)));
    ContinuationToken = page.NextContinuationToken;
    pages += 1;
  } while (ContinuationToken);
  return { keys, prefixes, pages };
}

async function fill(prefix: string, keys: string[]): Promise<void> {
  await Promise.all(
    keys.map((key) =>
      s3.client.send(new PutObjectCommand({ Bucket: s3.bucket, Key: prefix + key, Body: key })),
    ),
  );
}

describe('a listing', () => {
  const keys = ['a', 'a/1', 'a/2', 'a/b/3', 'a0', 'b/', 'b/4', '作品/5', 'ｚ', '🚀', '%20', 'a b+c&<d>'];

  it('has all keys below the prefix in the order of their UTF-8 bytes', async () => {
    await fill(s3.key('order/'), keys);
    expect((await listed(s3.key('order/'))).keys).toEqual(keys.toSorted(byBytes));
  });

  it('tells size, ETag and time of each', async () => {
    const prefix = s3.key('detail/');
    await fill(prefix, ['four']);
    const { Contents } = await s3.client.send(
      new ListObjectsV2Command({ Bucket: s3.bucket, Prefix: prefix }),
    );
    expect(Contents).toMatchObject([
      {
        Key: `${prefix}four`,
        Size: 4,
        ETag: '"8cbad96aced40b3838dd9f07f6ef5772"',
        LastModified: expect.any(Date),
      },
    ]);
  });

  it('shows what a delimiter separates as common prefixes', async () => {
    const prefix = s3.key('tree/');
    await fill(prefix, keys);
    const top = await listed(prefix, { Delimiter: '/' });
    expect(top.prefixes).toEqual(['a/', 'b/', '作品/']);
    expect(top.keys).toEqual(keys.filter((key) => !key.includes('/')).toSorted(byBytes));
    expect(await listed(`${prefix}a/`, { Delimiter: '/' })).toMatchObject({
      keys: ['1', '2'],
      prefixes: ['b/'],
    });
  });

  it('comes in pages that together are the whole, whatever the page size and delimiter', async () => {
    const name = fc.string({
      unit: fc.constantFrom('a', 'b', '/', '-', '中', '🚀'),
      minLength: 1,
      maxLength: 5,
    });
    let run = 0;
    const setting = fc.record({
      keys: fc.uniqueArray(name, { maxLength: 12 }),
      MaxKeys: fc.integer({ min: 1, max: 5 }),
      Delimiter: fc.constantFrom(undefined, '/', '-', '中'),
      StartAfter: fc.option(name, { nil: undefined }),
    });
    await fc.assert(
      fc.asyncProperty(setting, async ({ keys: some, MaxKeys, Delimiter, StartAfter }) => {
        run += 1;
        const prefix = s3.key(`pages-${run}/`);
        await fill(prefix, some);
        const after = some.filter((key) => StartAfter === undefined || byBytes(key, StartAfter) > 0);
        const cut = (key: string) => (Delimiter ? key.indexOf(Delimiter) + 1 : 0);
        const expected = {
          keys: after.filter((key) => cut(key) === 0).toSorted(byBytes),
          prefixes: [
            ...new Set(after.filter((key) => cut(key) > 0).map((key) => key.slice(0, cut(key)))),
          ].toSorted(byBytes),
        };
        const start = StartAfter === undefined ? {} : { StartAfter: prefix + StartAfter };
        expect(await listed(prefix, { MaxKeys, Delimiter, ...start })).toMatchObject(expected);
      }),
      { numRuns: 25 },
    );
  });

  it('holds at most 1,000 keys a page', async () => {
    const prefix = s3.key('thousand/');
    const many = Array.from({ length: 1003 }, (_, index) => String(index).padStart(4, '0'));
    for (let from = 0; from < many.length; from += 100) await fill(prefix, many.slice(from, from + 100));
    const all = await listed(prefix);
    expect(all).toEqual({ keys: many, prefixes: [], pages: 2 });
    const Objects = many.slice(0, 1000).map((key) => ({ Key: prefix + key }));
    await s3.client.send(new DeleteObjectsCommand({ Bucket: s3.bucket, Delete: { Objects, Quiet: true } }));
    expect((await listed(prefix)).keys).toEqual(['1000', '1001', '1002']);
  });

  it('encodes keys when asked to', async () => {
    const prefix = s3.key('encoded/');
    await fill(prefix, ['a b/中+&']);
    const { Contents } = await s3.client.send(
      new ListObjectsV2Command({ Bucket: s3.bucket, Prefix: prefix, EncodingType: 'url' }),
    );
    expect(Contents?.[0]?.Key).toMatch(/a(\+|%20)b\/%E4%B8%AD%2B%26$/);
  });

  it('refuses a wrong token and nonsense numbers', async () => {
    const list = (more: Partial<ListObjectsV2CommandInput>) =>
      refusal(s3.client.send(new ListObjectsV2Command({ Bucket: s3.bucket, ...more })));
    expect(await list({ ContinuationToken: 'nonsense' })).toBe('400 InvalidArgument');
    expect(await list({ MaxKeys: -1 })).toBe('400 InvalidArgument');
  });
});
