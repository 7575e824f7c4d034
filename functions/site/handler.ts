import { liveCampaign } from '../shared/campaign.ts';
import { entry } from '../shared/http/entry.ts';
import { createLog } from '../shared/log.ts';
import { ASSETS_VERSION } from '../shared/page/assets.ts';
import { openTable } from '../shared/records/table.ts';
import { readSettings } from '../shared/settings.ts';
import { siteApp } from './app.ts';
import { readAssets } from './served.ts';
import { Settings } from './settings.ts';

const { CAMPAIGN, RECORDS_TABLE } = readSettings(Settings);

export const handler = entry(
  siteApp({
    assets: readAssets(new URL('./assets/', import.meta.url)),
    version: ASSETS_VERSION,
    table: openTable(RECORDS_TABLE),
    campaign: liveCampaign(CAMPAIGN),
    log: createLog('site'),
  }),
);
