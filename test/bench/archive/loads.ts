import type { Entry } from '../../../functions/build-archive/plan-shape.ts';

const MIB = 1024 ** 2;

/** So many files of one size. */
export type Load = readonly (readonly [count: number, bytes: number])[];

/** What others have measured or reckoned with; on paper and in virtual time. */
export const LARGE: { [name: string]: Load } = {
  '3,000 x 5 MiB': [[3000, 5 * MIB]],
  '1,000 x 100 MB': [[1000, 100_000_000]],
  '10,000 files, 624 GB': [
    [6000, 4_000_000],
    [2000, 300_000_000],
    [2000, 200_000],
  ],
};

/** Small enough to be built on one machine. */
export const REAL: { [name: string]: Load } = {
  '(a) 20 x 100 MB': [[20, 100_000_000]],
  '(b) 300 x 5 MB': [[300, 5_000_000]],
  '(c) 3,000 x 200 KB': [[3000, 200_000]],
  '(d) mix of 3 GB': [
    [125, 4_000_000],
    [42, 60_000_000],
    [42, 200_000],
  ],
};

/** The files in turn, as units hand in large ones and small ones. */
export function entriesOf(load: Load, sourceOf: (bytes: number) => Partial<Entry['source']>): Entry[] {
  const entries = load.flatMap(([count, size]) =>
    Array.from({ length: count }, (_, i) => ({
      turn: (i + 0.5) / count,
      entry: {
        path: `哈尔滨市/媒体资料/${size}-${i}.bin`,
        modifiedAt: '2023-06-10T01:02:04.000Z',
        source: { bucket: 'attachments' as const, key: String(size), etag: '', size, ...sourceOf(size) },
      },
    })),
  );
  return entries.toSorted((a, b) => a.turn - b.turn).map(({ entry }) => entry);
}
