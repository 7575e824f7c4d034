import type { Campaign } from '../../schemas/campaign.ts';
import { standingCampaign } from '../../schemas/campaign-changes.ts';
import { campaignOf } from '../../schemas/campaigns/live.ts';
import { readChanges, type StoredChanges } from './records/campaign-changes.ts';
import { keys } from './records/keys.ts';
import type { Table } from './records/shapes.ts';

/**
 * The file of the campaign that a function was deployed for; what the lead office changed since is not in it.
 * @throws Error at cold start when this release does not know it
 */
export function liveCampaign(id: string): Campaign {
  const campaign = campaignOf(id);
  if (!campaign) throw new Error(`no campaign ${id} in this release`);
  return campaign;
}

/** A campaign as it stands, and whose sessions are over. */
export interface Standing {
  campaign: Campaign;
  version: number;
  ended: StoredChanges['ended'];
}

/**
 * Reads the campaign as it stands. The row is read each time, because another function may have changed it a moment
 * ago; it is worked out again only when its version says that it was.
 */
export function campaignReader(table: Pick<Table, 'get'>, file: Campaign): () => Promise<Standing> {
  let known: Standing = { campaign: file, version: 0, ended: {} };
  return async () => {
    const row = await table.get(keys.standing(file.id));
    if ((row?.version ?? 0) !== known.version) {
      const { changes, version, ended } = readChanges(row);
      known = { campaign: standingCampaign(file, changes), version, ended };
    }
    return known;
  };
}

/** The campaign as it stands, for whoever works by itself: read once an event. */
export async function readCampaign(table: Pick<Table, 'get'>, file: Campaign): Promise<Campaign> {
  return (await campaignReader(table, file)()).campaign;
}
