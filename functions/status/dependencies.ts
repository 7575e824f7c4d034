import type { Campaign } from '../../schemas/campaign.ts';
import type { Form } from '../../schemas/form.ts';
import type { Clock } from '../shared/clock.ts';
import type { Log } from '../shared/log.ts';
import type { Table } from '../shared/records/shapes.ts';
import type { Services } from './services.ts';

export interface Dependencies {
  table: Table;
  services: Services;
  campaign: Campaign;
  forms: readonly Form[];
  commit: string;
  /** Where the runbook is read, if it has an address. */
  runbook: string | undefined;
  clock: Clock;
  log: Log;
}
