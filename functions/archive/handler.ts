import { forms } from '../../schemas/forms/index.ts';
import { openBuilder } from '../shared/archives/builder.ts';
import { liveCampaign } from '../shared/campaign.ts';
import { clockWithOffset } from '../shared/clock.ts';
import { entry } from '../shared/http/entry.ts';
import { createLog } from '../shared/log.ts';
import { openObjects } from '../shared/objects/objects.ts';
import { openTable } from '../shared/records/table.ts';
import { readSettings } from '../shared/settings.ts';
import { archiveApp } from './app.ts';
import { Settings } from './settings.ts';

const settings = readSettings(Settings);

export const handler = entry(
  archiveApp({
    table: openTable(settings.RECORDS_TABLE),
    archives: openObjects(settings.ARCHIVES_ORIGIN, settings.ARCHIVES_BUCKET),
    builder: openBuilder(settings.ARCHIVE_BUILDER),
    campaign: liveCampaign(settings.CAMPAIGN),
    forms,
    clock: clockWithOffset(settings.CLOCK_OFFSET_SECONDS),
    log: createLog('archive'),
  }),
);
