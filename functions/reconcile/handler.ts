import { openBuilder } from '../shared/archives/builder.ts';
import { liveCampaign } from '../shared/campaign.ts';
import { clockWithOffset } from '../shared/clock.ts';
import { createLog } from '../shared/log.ts';
import { openObjects } from '../shared/objects/objects.ts';
import { recorded } from '../shared/records/runs.ts';
import { openTable } from '../shared/records/table.ts';
import { readSettings } from '../shared/settings.ts';
import { reconcile } from './reconcile.ts';
import { Settings } from './settings.ts';

const settings = readSettings(Settings);

const dependencies = {
  campaign: liveCampaign(settings.CAMPAIGN),
  table: openTable(settings.RECORDS_TABLE),
  objects: openObjects(settings.ATTACHMENTS_ORIGIN, settings.ATTACHMENTS_BUCKET, { forbidden: 'denied' }),
  scanned: settings.MALWARE_SCAN,
  builder: openBuilder(settings.ARCHIVE_BUILDER),
  clock: clockWithOffset(settings.CLOCK_OFFSET_SECONDS),
  log: createLog('reconcile'),
};

export const handler = (): Promise<void> =>
  recorded(dependencies, 'reconcile', () => reconcile(dependencies));
