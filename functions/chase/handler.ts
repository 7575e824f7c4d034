import { forms } from '../../schemas/forms/index.ts';
import { liveCampaign } from '../shared/campaign.ts';
import { clockWithOffset } from '../shared/clock.ts';
import { entry } from '../shared/http/entry.ts';
import { createLog } from '../shared/log.ts';
import { openTable } from '../shared/records/table.ts';
import { readSettings } from '../shared/settings.ts';
import { chaseApp } from './app.ts';
import { Settings } from './settings.ts';

const settings = readSettings(Settings);

export const handler = entry(
  chaseApp({
    table: openTable(settings.RECORDS_TABLE),
    campaign: liveCampaign(settings.CAMPAIGN),
    forms,
    siteUrl: settings.SITE_URL,
    clock: clockWithOffset(settings.CLOCK_OFFSET_SECONDS),
    log: createLog('chase'),
  }),
);
