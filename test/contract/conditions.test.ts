import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { get, head, put, s3, text } from './objects-under-test.ts';
import { refusal } from './s3-under-test.ts';

describe('a range', () => {
  const body = Buffer.from(Array.from({ length: 1000 }, (_, index) => index % 251));

  it('gives exactly the bytes asked for, whatever the range', async () => {
    await put(s3.key('range'), body);
    const range = fc.oneof(
      fc.tuple(fc.nat(999), fc.nat(2000)).map(([from, more]) => `bytes=${from}-${from + more}`),
      fc.nat(999).map((from) => `bytes=${from}-`),
      fc.integer({ min: 1, max: 2000 }).map((last) => `bytes=-${last}`),
    );
    await fc.assert(
      fc.asyncProperty(range, async (Range) => {
        const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(Range) ?? [];
        const first = from ? Number(from) : Math.max(0, 1000 - Number(to));
        const end = from && to ? Math.min(Number(to) + 1, 1000) : 1000;
        const got = await get(s3.key('range'), { Range });
        expect(got.$metadata.httpStatusCode).toBe(206);
        expect(got.ContentRange).toBe(`bytes ${first}-${end - 1}/1000`);
        expect(Buffer.from((await got.Body?.transformToByteArray()) ?? [])).toEqual(
          body.subarray(first, end),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('beyond the end is refused', async () => {
    await put(s3.key('range'), body);
    expect(await refusal(get(s3.key('range'), { Range: 'bytes=1000-' }))).toBe('416 InvalidRange');
    expect(await refusal(get(s3.key('range'), { Range: 'bytes=-0' }))).toBe('416 InvalidRange');
  });

  it('that is malformed or in other units is ignored', async () => {
    await put(s3.key('range'), body);
    for (const Range of ['bytes=abc', 'lines=1-2', 'bytes=9-3']) {
      expect((await get(s3.key('range'), { Range })).ContentLength).toBe(1000);
    }
  });
});

describe('a conditional read', () => {
  it('answers 304 or 412 as the ETag and the time say', async () => {
    const key = s3.key('conditional');
    const { ETag = '' } = await put(key, 'condition');
    const { LastModified = new Date() } = await head(key);
    const [before, after] = [
      new Date(LastModified.getTime() - 60_000),
      new Date(LastModified.getTime() + 1000),
    ];
    const results = {
      match: await refusal(get(key, { IfMatch: ETag })),
      noMatch: await refusal(get(key, { IfMatch: '"0"' })),
      noneMatch: await refusal(head(key, { IfNoneMatch: ETag })),
      otherNone: await refusal(get(key, { IfNoneMatch: '"0"' })),
      modified: await refusal(get(key, { IfModifiedSince: before })),
      notModified: await refusal(head(key, { IfModifiedSince: LastModified })),
      unmodified: await refusal(get(key, { IfUnmodifiedSince: after })),
      changedSince: await refusal(get(key, { IfUnmodifiedSince: before })),
      etagBeatsDate: await refusal(get(key, { IfMatch: ETag, IfUnmodifiedSince: before })),
    };
    expect(results).toEqual({
      match: 'accepted',
      noMatch: '412 PreconditionFailed',
      noneMatch: expect.stringMatching(/^304 /),
      otherNone: 'accepted',
      modified: 'accepted',
      notModified: expect.stringMatching(/^304 /),
      unmodified: 'accepted',
      changedSince: '412 PreconditionFailed',
      etagBeatsDate: 'accepted',
    });
  });
});

describe('a conditional write', () => {
  it('creates a key only once', async () => {
    const key = s3.key('once');
    const attempts = Array.from({ length: 8 }, (_, index) =>
      refusal(put(key, `writer ${index}`, { IfNoneMatch: '*' })),
    );
    const results = await Promise.all(attempts);
    const winner = results.indexOf('accepted');
    expect(results.filter((result) => result === 'accepted')).toHaveLength(1);
    // S3 may also say 409 when two conditional writes meet.
    for (const result of results) expect(result).toMatch(/^(accepted|412 PreconditionFailed|409 .*)$/);
    expect(await text(key)).toBe(`writer ${winner}`);
  });

  it('replaces only the object that it knows', async () => {
    const key = s3.key('known');
    expect(await refusal(put(key, 'x', { IfMatch: '"0"' }))).toMatch(/^404 /);
    const { ETag } = await put(key, 'first');
    expect(await refusal(put(key, 'second', { IfMatch: '"0"' }))).toBe('412 PreconditionFailed');
    expect(await refusal(put(key, 'second', { IfMatch: ETag }))).toBe('accepted');
    expect(await text(key)).toBe('second');
  });
});
