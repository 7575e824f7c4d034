import * as z from 'zod';
import { Instant } from '../../../schemas/identifier.ts';
import { keys } from './keys.ts';
import type { Table } from './shapes.ts';

/** Objects of the store that no record knows. */
const Strays = z.object({
  count: z.int().min(0),
  /** When the oldest of them came. */
  since: Instant.optional(),
  /** Those of the oldest whose keys are made by us and tell of nobody. */
  oldest: z.array(z.object({ key: z.string(), since: Instant })),
});
export type Strays = z.infer<typeof Strays>;

export const NO_STRAYS: Strays = { count: 0, oldest: [] };

/** A walk through the store: how far it came in its last run, and what it and the one before it found. */
const Walk = z.object({
  after: z.string().optional(),
  found: Strays.default(NO_STRAYS),
  /** Of the last walk that came to the end. */
  whole: Strays.optional(),
});
export type Walk = z.infer<typeof Walk>;

const place = keys.run('walk-objects');

export const findWalk = async (table: Table): Promise<Walk> => Walk.parse((await table.get(place)) ?? {});

export async function keepWalk(table: Table, { after, found, whole }: Walk): Promise<void> {
  await table.put({
    ...place,
    found,
    ...(after !== undefined && { after }),
    ...(whole && { whole }),
  });
}

/** Of the walk that found more: the last whole one, or the one under way. Undefined before the first. */
export async function findStrays(table: Table): Promise<Strays | undefined> {
  const { found, whole, after } = await findWalk(table);
  if (!whole) return after === undefined ? undefined : found;
  return found.count > whole.count ? found : whole;
}
