import { getConnInfo } from 'hono/aws-lambda';
import { liveCampaign } from '../shared/campaign.ts';
import { clockWithOffset } from '../shared/clock.ts';
import { entry } from '../shared/http/entry.ts';
import { createLog } from '../shared/log.ts';
import { openTable } from '../shared/records/table.ts';
import { readSettings } from '../shared/settings.ts';
import { signInApp } from './app.ts';
import { Settings } from './settings.ts';

const { CAMPAIGN, CLOCK_OFFSET_SECONDS, RECORDS_TABLE } = readSettings(Settings);

export const handler = entry(
  signInApp({
    campaign: liveCampaign(CAMPAIGN),
    table: openTable(RECORDS_TABLE),
    clock: clockWithOffset(CLOCK_OFFSET_SECONDS),
    log: createLog('sign-in'),
    clientAddress: (c) => getConnInfo(c).remote.address ?? 'unknown',
  }),
);
