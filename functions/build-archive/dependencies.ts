import type { Campaign } from '../../schemas/campaign.ts';
import type { Form } from '../../schemas/form.ts';
import type { Clock } from '../shared/clock.ts';
import type { Log } from '../shared/log.ts';
import type { Table } from '../shared/records/shapes.ts';
import type { Limits } from './zip/limits.ts';
import type { ZipStore } from './zip/store.ts';

export interface Dependencies {
  table: Table;
  store: ZipStore;
  campaign: Campaign;
  forms: readonly Form[];
  clock: Clock;
  log: Log;
  /** Are files scanned for malware, and withheld by the store until they are found clean? */
  scanned?: boolean;
  /** Those of S3, where nothing is said. */
  limits?: Limits;
}
