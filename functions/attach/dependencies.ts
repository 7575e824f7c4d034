import type { Campaign } from '../../schemas/campaign.ts';
import type { Clock } from '../shared/clock.ts';
import type { Log } from '../shared/log.ts';
import type { Objects } from '../shared/objects/objects.ts';
import type { Table } from '../shared/records/shapes.ts';

export interface Dependencies {
  table: Table;
  objects: Objects;
  campaign: Campaign;
  clock: Clock;
  log: Log;
  /** Where the attachments' bucket answers: pages send files there. */
  filesOrigin: string;
  /** Are files scanned for malware, and the others withheld by the store? */
  scanned?: boolean;
  /** Where the pages are: the store leads a browser back to them. */
  siteUrl: string;
}
