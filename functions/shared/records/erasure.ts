import * as z from 'zod';
import { type Campaign, mayErase } from '../../../schemas/campaign.ts';
import { Instant } from '../../../schemas/identifier.ts';
import { keys } from './keys.ts';
import type { Table } from './shapes.ts';

/** How the last erasure of a campaign's personal data ended. */
const Erasure = z.object({ at: Instant, left: z.int().min(0) });

export const noteErasure = (table: Table, campaign: string, left: number, now: Date): Promise<void> =>
  table.put({ ...keys.erasure(campaign), type: 'erasure', at: now.toISOString(), left });

/** Has the last day passed on which names and phones are kept, without anybody having erased them all? */
export async function isErasureDue(
  table: Pick<Table, 'get'>,
  campaign: Campaign,
  now: Date,
): Promise<boolean> {
  if (!mayErase(campaign, now)) return false;
  const row = await table.get(keys.erasure(campaign.id));
  return row === undefined || Erasure.parse(row).left > 0;
}
