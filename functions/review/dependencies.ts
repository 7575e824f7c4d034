import type { Campaign } from '../../schemas/campaign.ts';
import type { Form } from '../../schemas/form.ts';
import type { Clock } from '../shared/clock.ts';
import type { Log } from '../shared/log.ts';
import type { Objects } from '../shared/objects/objects.ts';
import type { Table } from '../shared/records/shapes.ts';

export interface Dependencies {
  table: Table;
  files: Pick<Objects, 'presignGet'>;
  /** Where the files are fetched from. */
  filesOrigin: string;
  /** Are files scanned for malware, and the others withheld by the store? */
  scanned?: boolean;
  campaign: Campaign;
  forms: readonly Form[];
  clock: Clock;
  log: Log;
}
