import type { Campaign } from '../../schemas/campaign.ts';
import type { Clock } from '../shared/clock.ts';
import type { Log } from '../shared/log.ts';
import type { Table } from '../shared/records/shapes.ts';

export interface Dependencies {
  campaign: Campaign;
  table: Table;
  clock: Clock;
  log: Log;
  siteUrl: string;
}
