import type { Campaign } from '../../schemas/campaign.ts';
import type { Form } from '../../schemas/form.ts';
import type { Builder } from '../shared/archives/builder.ts';
import type { Clock } from '../shared/clock.ts';
import type { Log } from '../shared/log.ts';
import type { Objects } from '../shared/objects/objects.ts';
import type { Table } from '../shared/records/shapes.ts';

export interface Dependencies {
  table: Table;
  archives: Pick<Objects, 'presignGet'>;
  builder: Builder;
  campaign: Campaign;
  forms: readonly Form[];
  clock: Clock;
  log: Log;
}
