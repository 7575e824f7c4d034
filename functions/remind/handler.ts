import { liveCampaign } from '../shared/campaign.ts';
import { clockWithOffset } from '../shared/clock.ts';
import { createLog } from '../shared/log.ts';
import { recorded } from '../shared/records/runs.ts';
import { openTable } from '../shared/records/table.ts';
import { readSettings } from '../shared/settings.ts';
import { remind } from './remind.ts';
import { Settings } from './settings.ts';

const settings = readSettings(Settings);

const dependencies = {
  campaign: liveCampaign(settings.CAMPAIGN),
  table: openTable(settings.RECORDS_TABLE),
  clock: clockWithOffset(settings.CLOCK_OFFSET_SECONDS),
  log: createLog('remind'),
};

export const handler = (): Promise<void> =>
  recorded(dependencies, 'remind', async () => (await remind(dependencies)).queued);
