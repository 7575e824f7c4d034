import { campaignOf } from '../../schemas/campaigns/live.ts';
import { forms } from '../../schemas/forms/index.ts';
import { clockWithOffset } from '../shared/clock.ts';
import { entry } from '../shared/http/entry.ts';
import { createLog } from '../shared/log.ts';
import { openObjects } from '../shared/objects/objects.ts';
import { openTable } from '../shared/records/table.ts';
import { readSettings } from '../shared/settings.ts';
import { reviewApp } from './app.ts';
import { Settings } from './settings.ts';

const settings = readSettings(Settings);
const campaign = campaignOf(settings.CAMPAIGN);
if (!campaign) throw new Error(`there is no campaign ${settings.CAMPAIGN}`);

export const handler = entry(
  reviewApp({
    table: openTable(settings.RECORDS_TABLE),
    files: openObjects(settings.ATTACHMENTS_ORIGIN, settings.ATTACHMENTS_BUCKET),
    scanned: settings.MALWARE_SCAN,
    filesOrigin: new URL(settings.ATTACHMENTS_ORIGIN).origin,
    campaign,
    forms,
    clock: clockWithOffset(settings.CLOCK_OFFSET_SECONDS),
    log: createLog('review'),
  }),
);
