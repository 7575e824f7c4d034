import type { Campaign } from '../campaign.ts';
import { heilongjiang2023 } from './heilongjiang-2023.ts';

const campaigns: Campaign[] = [heilongjiang2023];

export const campaignOf = (id: string): Campaign | undefined =>
  campaigns.find((campaign) => campaign.id === id);
