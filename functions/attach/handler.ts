import { liveCampaign } from '../shared/campaign.ts';
import { clockWithOffset } from '../shared/clock.ts';
import { entry } from '../shared/http/entry.ts';
import { createLog } from '../shared/log.ts';
import { openObjects } from '../shared/objects/objects.ts';
import { openTable } from '../shared/records/table.ts';
import { readSettings } from '../shared/settings.ts';
import { attachApp } from './app.ts';
import { Settings } from './settings.ts';

const settings = readSettings(Settings);
const { CAMPAIGN, CLOCK_OFFSET_SECONDS, RECORDS_TABLE, ATTACHMENTS_BUCKET, ATTACHMENTS_ORIGIN } = settings;

export const handler = entry(
  attachApp({
    campaign: liveCampaign(CAMPAIGN),
    table: openTable(RECORDS_TABLE),
    objects: openObjects(ATTACHMENTS_ORIGIN, ATTACHMENTS_BUCKET),
    clock: clockWithOffset(CLOCK_OFFSET_SECONDS),
    log: createLog('attach'),
    scanned: settings.MALWARE_SCAN,
    filesOrigin: new URL(ATTACHMENTS_ORIGIN).origin,
    siteUrl: settings.SITE_URL.replace(/\/$/, ''),
  }),
);
