import { liveCampaign } from '../shared/campaign.ts';
import { clockWithOffset } from '../shared/clock.ts';
import { createLog } from '../shared/log.ts';
import { openObjects } from '../shared/objects/objects.ts';
import { openTable } from '../shared/records/table.ts';
import { readSettings } from '../shared/settings.ts';
import { arrived } from './arrived.ts';
import { Settings } from './settings.ts';

const { CAMPAIGN, CLOCK_OFFSET_SECONDS, RECORDS_TABLE, ATTACHMENTS_BUCKET, ATTACHMENTS_ORIGIN } =
  readSettings(Settings);

const completing = {
  campaign: liveCampaign(CAMPAIGN),
  table: openTable(RECORDS_TABLE),
  objects: openObjects(ATTACHMENTS_ORIGIN, ATTACHMENTS_BUCKET, { forbidden: 'denied' }),
  clock: clockWithOffset(CLOCK_OFFSET_SECONDS),
  log: createLog('complete-attachment'),
};

export const handler = (event: unknown): Promise<void> => arrived(completing, event);
