import type { Campaign } from '../../schemas/campaign.ts';
import { type CampaignChanges, standingCampaign } from '../../schemas/campaign-changes.ts';
import { Problem } from '../shared/problems.ts';
import { findChanges, writeChanges } from '../shared/records/campaign-changes.ts';
import { ConditionFailed, type Table, type Write } from '../shared/records/shapes.ts';

export interface Changed {
  changes: CampaignChanges;
  /** What is written with it: audit, mails. */
  writes: Write[];
}

/**
 * Changes the campaign as it stands, if nobody did since the version that was looked at; without a version, whatever
 * it is now.
 * @returns the new version
 * @throws Problem `stale-version` with the newest version
 */
export async function change(
  table: Table,
  file: Campaign,
  version: number | undefined,
  make: (changes: CampaignChanges, standing: Campaign) => Changed,
): Promise<number> {
  const stored = await findChanges(table, file.id);
  const stale = new Problem('stale-version', [], { version: stored.version });
  if (version !== undefined && version !== stored.version) throw stale;
  const { changes, writes } = make(stored.changes, standingCampaign(file, stored.changes));
  try {
    await table.transact([writeChanges(file.id, { ...stored, changes }), ...writes]);
  } catch (error) {
    if (error instanceof ConditionFailed) throw stale;
    throw error;
  }
  return stored.version + 1;
}
