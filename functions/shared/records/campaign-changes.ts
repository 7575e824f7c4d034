import * as z from 'zod';
import { CampaignChanges, NO_CHANGES } from '../../../schemas/campaign-changes.ts';
import { Instant } from '../../../schemas/identifier.ts';
import { keys } from './keys.ts';
import { packed, unpack } from './packed.ts';
import type { Record, Table, Write } from './shapes.ts';

/** The row's plain attributes. */
const Row = z.object({
  version: z.int().min(1),
  /** By the address's hash: sessions opened until then are over, because their holder's rights changed. */
  ended: z.record(z.string(), Instant).default({}),
});

export interface StoredChanges extends z.infer<typeof Row> {
  changes: CampaignChanges;
}

export async function findChanges(table: Pick<Table, 'get'>, campaign: string): Promise<StoredChanges> {
  return readChanges(await table.get(keys.standing(campaign)));
}

export function readChanges(row: Record | undefined): StoredChanges {
  if (!row) return { version: 0, ended: {}, changes: NO_CHANGES };
  return { ...Row.parse(row), changes: CampaignChanges.parse(unpack(row.changes) ?? {}) };
}

/**
 * The next version of what was changed; refused when somebody else wrote one meanwhile.
 * @throws Problem `too-large` when it does not fit into a row
 */
export function writeChanges(
  campaign: string,
  { version, ended, changes }: StoredChanges,
): Extract<Write, { put: Record }> {
  const plain = { ...keys.standing(campaign), type: 'standing', version: version + 1, ended };
  return {
    put: { ...plain, changes: packed(changes, plain) },
    condition:
      version === 0
        ? { expression: 'attribute_not_exists(pk)' }
        : { expression: 'version = :version', values: { ':version': version } },
  };
}
