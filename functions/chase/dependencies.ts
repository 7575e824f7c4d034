import type { Campaign } from '../../schemas/campaign.ts';
import type { Form } from '../../schemas/form.ts';
import type { Clock } from '../shared/clock.ts';
import type { Log } from '../shared/log.ts';
import type { Table } from '../shared/records/shapes.ts';

export interface Dependencies {
  table: Table;
  campaign: Campaign;
  forms: readonly Form[];
  /** Mails are shown as they are sent, with the links that they have. */
  siteUrl: string;
  clock: Clock;
  log: Log;
}
