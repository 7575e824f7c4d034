import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  centralHeaderLength,
  localHeaderLength,
  type ZipEntry,
} from '../../../../functions/build-archive/zip/headers.ts';
import { type Limits, S3_LIMITS } from '../../../../functions/build-archive/zip/limits.ts';
import { planZip, TooLarge } from '../../../../functions/build-archive/zip/plan-zip.ts';
import type { Segment, VolumeEnd } from '../../../../functions/build-archive/zip/volume.ts';
import { leastThrough } from './least-through.ts';
import { SMALL } from './small-archive.ts';

const MIB = 1024 ** 2;
const GIB = 1024 ** 3;

const entry = (size: number, i: number): ZipEntry => ({
  path: `单位/媒体资料/${i}.jpg`,
  modifiedAt: '2023-06-10T01:02:04.000Z',
  source: { size },
});
const entriesOf = (sizes: readonly number[]) => sizes.map(entry);
const planned = (entries: readonly ZipEntry[], limits: Limits = S3_LIMITS) => [
  ...planZip(() => entries, { limits }),
];
const throughOf = (plan: readonly (Segment<ZipEntry> | VolumeEnd<ZipEntry>)[]) =>
  plan.reduce((sum, { pieces }) => sum + pieces.reduce((bytes, piece) => bytes + piece.bytes, 0), 0);

/** A matcher a part would take longer than the plan. */
function must(truth: boolean, rule: string): void {
  if (!truth) throw new Error(`the plan breaks a rule: ${rule}`);
}

/** Follows a plan as the store would see it, and holds it against the rules. */
function follow(plan: readonly (Segment<ZipEntry> | VolumeEnd<ZipEntry>)[], limits: Limits) {
  const seen = new Map<ZipEntry, number>();
  let [volume, part, at, entries, directory] = [1, 0, 0, 0, 0];
  for (const item of plan) {
    must(item.volume === volume && item.number === part + 1, 'parts are numbered from 1 without gaps');
    const begin = at;
    for (const { entry: one, offset, bytes } of item.pieces) {
      must(offset === at, 'an offset is where the header is');
      must(!seen.has(one), 'an entry comes once');
      seen.set(one, bytes);
      at += localHeaderLength(one) + bytes;
      entries++;
      directory += centralHeaderLength(one, offset);
    }
    must(at - begin === item.length, 'a part is as long as what it is made of');
    if (item.kind === 'end') {
      expect(item).toMatchObject({ entries, directoryLength: directory, offset: begin });
      const last = Math.ceil((item.length + directory + 98) / limits.tailPart);
      must(part + last <= limits.mostParts, 'a volume has no more parts than are allowed');
      must(at + directory + 98 <= limits.mostBytes, 'a volume is no larger than an object can be');
      [volume, part, at, entries, directory] = [volume + 1, 0, 0, 0, 0];
      continue;
    }
    part++;
    must(item.length >= limits.leastPart, 'an uploaded part is large enough');
    must(item.length <= limits.gluePart + 4 * limits.leastPart, 'an uploaded part fits into memory');
    const file = item.pieces.at(-1)?.entry;
    for (const { number, from, length, whole } of item.copies) {
      if (!file) throw new Error('a copy has a header before it');
      must(number === ++part, 'copies are numbered on');
      must(from === seen.get(file), 'a copy begins where the last one ended');
      must(length >= limits.leastPart && length <= limits.mostPart, 'a copied part has a legal size');
      must(whole === (length === file.source.size), 'a whole file is copied without a range');
      must(whole || file.source.size > limits.leastPart, 'a range is copied of a larger file only');
      seen.set(file, from + length);
      at += length;
    }
  }
  must(plan.at(-1)?.kind === 'end', 'the last volume ends');
  return seen;
}

function expectSound(entries: readonly ZipEntry[], limits: Limits) {
  const plan = planned(entries, limits);
  const seen = follow(plan, limits);
  // Every byte of every file once and in its place.
  expect(seen.size).toBe(entries.length);
  for (const one of entries) must(seen.get(one) === one.source.size, 'all of a file is in');
  return plan;
}

const borders = [0, 1, 5 * MIB - 1, 5 * MIB, 5 * MIB + 1, 10 * MIB - 1, 10 * MIB, 10 * MIB + 1].concat(
  [16 * MIB, 128 * MIB + 1, 4 * GIB - 2, 4 * GIB - 1, 4 * GIB, 4 * GIB + 1],
  [5 * GIB - 1, 5 * GIB, 5 * GIB + 1, 500 * GIB, 1024 * GIB],
);
const sizes = fc.oneof(
  fc.constantFrom(...borders),
  fc.integer({ min: 0, max: 12 * MIB }),
  fc.integer({ min: 0, max: 300 * MIB }),
);

describe('a plan', () => {
  it.each(borders)('is sound for one file of %d bytes, and for two', (size) => {
    expectSound(entriesOf([size]), S3_LIMITS);
    expectSound(entriesOf([size, size]), S3_LIMITS);
  });

  it('is sound for any files', () => {
    fc.assert(
      fc.property(fc.array(sizes, { maxLength: 60 }), (given) => {
        expectSound(entriesOf(given), S3_LIMITS);
      }),
      { numRuns: 500 },
    );
  });

  it('is sound under rules of any size, and in as many volumes as they make', () => {
    const rules = fc.record({
      leastPart: fc.integer({ min: 60, max: 300 }),
      mostParts: fc.integer({ min: 30, max: 90 }),
      more: fc.integer({ min: 0, max: 400 }),
    });
    fc.assert(
      fc.property(rules, fc.array(fc.integer({ min: 0, max: 900 }), { maxLength: 80 }), (rule, given) => {
        const glue = rule.leastPart + rule.more;
        const limits = {
          ...SMALL,
          ...rule,
          gluePart: glue,
          tailPart: glue,
          mostCopy: 2 * rule.leastPart,
          leastCopy: 2 * rule.leastPart,
        };
        const [first] = expectSound(entriesOf(given), limits);
        expect(first?.volume).toBe(1);
      }),
      { numRuns: 500 },
    );
  });

  it('is the same for the same entries', () => {
    const given = entriesOf([5 * MIB, 7 * MIB, 100 * MIB, 3, 4 * MIB, 8 * MIB, 8 * MIB]);
    expect(planned(given)).toEqual(planned(given));
  });

  it('lets no byte through that could be copied, where small files suffice as glue', () => {
    const many = fc.array(fc.integer({ min: 5 * MIB, max: 300 * MIB }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(many, fc.integer({ min: 1, max: 5 * MIB - 1 }), (large, size) => {
        const enough = Math.ceil(((large.length + 1) * 10 * MIB) / size);
        fc.pre(enough < 5000);
        const small = Array<number>(enough).fill(size);
        expect(throughOf(planned(entriesOf([...large, ...small])))).toBe(enough * size);
      }),
    );
  });

  it('lets 5 MiB of each large file through, less a header, where there is no other glue', () => {
    const plan = planned(entriesOf(Array<number>(50).fill(100_000_000)));
    expect(plan.reduce((sum, { length }) => sum + length, 0)).toBe(50 * 5 * MIB);
  });

  it('lets hardly more through than the best of all plans', () => {
    // Sizes in hundredths of the least part: small, middle and large.
    const one = fc.oneof(
      fc.integer({ min: 1, max: 99 }),
      fc.integer({ min: 100, max: 199 }),
      fc.integer({ min: 200, max: 900 }),
    );
    const limits = {
      ...SMALL,
      leastPart: 100_000,
      gluePart: 320_000,
      mostPart: 1e9,
      mostBytes: 1e12,
      mostCopy: 1e8,
    };
    let [ours, best] = [0, 0];
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 6 }), (given) => {
        const entries = entriesOf(given.map((size) => size * 1000));
        const [planBytes, least] = [
          throughOf(planned(entries, limits)),
          leastThrough(entries, limits.leastPart),
        ];
        expect(planBytes).toBeGreaterThanOrEqual(least);
        // One part's worth is what the order of the files may cost.
        expect(planBytes - least).toBeLessThanOrEqual(2 * limits.leastPart);
        ours += planBytes;
        best += least;
      }),
      { numRuns: 400 },
    );

    expect(ours / best).toBeLessThan(1.1);
  });

  it('splits what is too much for one object into volumes', () => {
    const ends = planned(entriesOf(Array<number>(12_000).fill(11 * MIB))).filter(
      ({ kind }) => kind === 'end',
    );
    expect(ends).toHaveLength(3);
    expect(planned(entriesOf(Array<number>(4_998).fill(11 * MIB))).at(-1)?.volume).toBe(1);
  });

  it('refuses a file that no volume could hold', () => {
    expect(() => planned(entriesOf([1, 5 * 1024 * GIB]))).toThrow(TooLarge);
  });

  it('is made of five million entries in memory that does not grow', () => {
    setFlagsFromString('--expose-gc');
    const collect: () => void = runInNewContext('gc');
    const paths = Array.from({ length: 13 }, (_, i) => `单位${i}/媒体资料/照片.jpg`);
    function* entries(): Generator<ZipEntry> {
      for (let i = 0; i < 5_000_000; i++) {
        const size = i % 1000 === 0 ? 100_000_000 : (i * 7919) % 400_000;
        yield { path: paths[i % 13] ?? '', modifiedAt: '2023-06-10T01:02:04.000Z', source: { size } };
      }
    }
    collect();
    const before = process.memoryUsage().heapUsed;
    let [count, most, items] = [0, 0, 0];
    for (const item of planZip(entries)) {
      count += item.pieces.length;
      if (++items % 10_000 !== 0) continue;
      collect();
      most = Math.max(most, process.memoryUsage().heapUsed - before);
    }
    expect(count).toBe(5_000_000);
    expect(items).toBeGreaterThan(50_000);
    expect(most).toBeLessThan(8 * MIB);
  }, 120_000);
});
