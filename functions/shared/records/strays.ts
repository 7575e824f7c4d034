import * as z from 'zod';
import { Instant } from '../../../schemas/identifier.ts';
import { keys } from './keys.ts';
import type { Table } from './shapes.ts';

/** Objects of the store that no record knows, or the other way round. */
const Strays = z.object({
  count: z.int().min(0),
  /** When the oldest of them came. */
  since: Instant.optional(),
  /** Those of the oldest whose keys are made by us and tell of nobody. */
  oldest: z.array(z.object({ key: z.string(), since: Instant })),
});
export type Strays = z.infer<typeof Strays>;

export const NO_STRAYS: Strays = { count: 0, oldest: [] };

/**
 * Through the store for objects without a record, through the records for those without an object, or for files of
 * which no scan is known.
 */
export type WalkName = 'walk-objects' | 'walk-records' | 'walk-scans';

/** How far a walk came in its last run, and what it and the one before it found. */
const Walk = z.object({
  after: z.string().optional(),
  found: Strays.default(NO_STRAYS),
  /** Of the last walk that came to the end. */
  whole: Strays.optional(),
});
export type Walk = z.infer<typeof Walk>;

export const findWalk = async (table: Table, walk: WalkName): Promise<Walk> =>
  Walk.parse((await table.get(keys.run(walk))) ?? {});

export async function keepWalk(table: Table, walk: WalkName, { after, found, whole }: Walk): Promise<void> {
  await table.put({
    ...keys.run(walk),
    found,
    ...(after !== undefined && { after }),
    ...(whole && { whole }),
  });
}

/** So many are named on the page of the system's state. */
const NAMED = 5;

/** @param named false where the key may be called after a person: somebody else made it */
export function withStray(
  { count, since, oldest }: Strays,
  { key, at }: { key: string; at: string },
  named: boolean,
): Strays {
  const more = named ? [...oldest, { key, since: at }] : oldest;
  return {
    count: count + 1,
    since: since !== undefined && since < at ? since : at,
    oldest: more.toSorted((a, b) => a.since.localeCompare(b.since)).slice(0, NAMED),
  };
}

/** Of the walk that found more: the last whole one, or the one under way. Undefined before the first. */
export async function findStrays(table: Table, walk: WalkName): Promise<Strays | undefined> {
  const { found, whole, after } = await findWalk(table, walk);
  if (!whole) return after === undefined ? undefined : found;
  return found.count > whole.count ? found : whole;
}
