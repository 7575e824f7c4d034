import type { Campaign } from '../../schemas/campaign.ts';
import type { Clock } from '../shared/clock.ts';
import type { Log } from '../shared/log.ts';
import type { Table } from '../shared/records/shapes.ts';

export interface Dependencies {
  table: Table;
  campaign: Campaign;
  clock: Clock;
  log: Log;
}
