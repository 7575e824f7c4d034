import { describe, expect, it } from '@jest/globals';
import {
  cost,
  type Estimate,
  estimate,
  makespan,
  secondsOf,
  slicesFor,
} from '../../../../functions/build-archive/zip/estimate.ts';
import type { ZipEntry } from '../../../../functions/build-archive/zip/headers.ts';
import { planZip } from '../../../../functions/build-archive/zip/plan-zip.ts';

const files = (count: number, size: number): ZipEntry[] =>
  Array.from({ length: count }, (_, i) => ({
    path: `${size}/${i}`,
    modifiedAt: '2023-06-10T01:02:04.000Z',
    source: { size },
  }));
const estimated = (entries: ZipEntry[]): Estimate => estimate(planZip(() => entries));
const dollars = (of: Estimate) => {
  const { requests, compute } = cost(of, 1);
  return requests + compute;
};

const hundreds = estimated(files(1000, 100_000_000));
const mix = estimated([...files(6000, 4_000_000), ...files(2000, 300_000_000), ...files(2000, 200_000)]);
const fives = estimated(files(3000, 5 * 1024 ** 2));

describe('an estimate', () => {
  it('of 1,000 files of 100 MB is what is known on paper', () => {
    expect(hundreds).toMatchObject({ puts: 2003, gets: 1000, volumes: 1, entries: 1000 });
    expect(hundreds.through / 1e9).toBeCloseTo(5.24, 2);
    expect(Math.round(secondsOf(hundreds))).toBe(74);
    expect(Number(dollars(hundreds).toFixed(3))).toBe(0.011);
  });

  it('of 624 GB takes a third fewer writes than the table known on paper, and the floor of bytes', () => {
    expect(mix).toMatchObject({ puts: 5057, gets: 8000, volumes: 1, entries: 10_000 });
    expect(mix.through / 1e9).toBeCloseTo(24.4, 2);
    expect(Math.round(secondsOf(mix))).toBe(344);
    expect(dollars(mix)).toBeLessThan(0.048);
  });

  it('of 3,000 files of 5 MiB lets half of them through', () => {
    expect(fives).toMatchObject({ puts: 3003, gets: 1500 });
    expect(fives.through / 1e9).toBeCloseTo(7.86, 2);
    expect(Math.round(secondsOf(fives))).toBe(111);
  });

  it('is near the floor with one function, and falls with more of them', () => {
    for (const one of [hundreds, mix, fives]) {
      expect(makespan(one, 1) / secondsOf(one)).toBeLessThan(1.05);
      expect(makespan(one, 1) / makespan(one, 16)).toBeGreaterThan(9);
    }
  });

  it('tells how many slices are worth it: one for little, sixteen for much, more for very much', () => {
    expect(slicesFor(estimated([]))).toBe(1);
    expect(slicesFor(estimated(files(20, 100_000_000)))).toBe(1);
    expect(slicesFor(hundreds)).toBe(4);
    expect(slicesFor(mix)).toBe(16);
    expect(slicesFor({ ...mix, through: 1e12 })).toBe(47);
  });
});
