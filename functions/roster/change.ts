import type { Campaign } from '../../schemas/campaign.ts';
import { type CampaignChanges, standingCampaign } from '../../schemas/campaign-changes.ts';
import { Problem } from '../shared/problems.ts';
import { findChanges, type StoredChanges, writeChanges } from '../shared/records/campaign-changes.ts';
import { ConditionFailed, type Table, type Write } from '../shared/records/shapes.ts';

export interface Changed {
  changes?: CampaignChanges;
  ended?: StoredChanges['ended'];
  /** What is written with it: contacts, audit, mails. */
  writes: Write[];
}

const TRIES = 4;

/**
 * Changes the roster, if nobody did since the version that was looked at; without a version, whatever it is now, and
 * once more when somebody was faster.
 * @param make what to change; what it reads is no older than the version that it was called with. Undefined: nothing
 * @returns the new version
 * @throws Problem `stale-version` with the newest version
 */
export async function change(
  table: Table,
  file: Campaign,
  version: number | undefined,
  make: (stored: StoredChanges, standing: Campaign) => Changed | undefined | Promise<Changed | undefined>,
): Promise<number> {
  for (let tries = 1; ; tries++) {
    const stored = await findChanges(table, file.id);
    const stale = new Problem('stale-version', [], { version: stored.version });
    if (version !== undefined && version !== stored.version) throw stale;
    const made = await make(stored, standingCampaign(file, stored.changes));
    if (!made) return stored.version;
    const { writes, ...changed } = made;
    try {
      await table.transact([writeChanges(file.id, { ...stored, ...changed }), ...writes]);
      return stored.version + 1;
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error;
      if (tries >= TRIES) throw stale;
    }
  }
}
