import type { Campaign } from '../../schemas/campaign.ts';
import { campaignOf } from '../../schemas/campaigns/live.ts';

/**
 * The campaign that a function was deployed for.
 * @throws Error at cold start when this release does not know it
 */
export function liveCampaign(id: string): Campaign {
  const campaign = campaignOf(id);
  if (!campaign) throw new Error(`no campaign ${id} in this release`);
  return campaign;
}
