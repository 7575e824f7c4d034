import { forms } from '../../schemas/forms/index.ts';
import { liveCampaign } from '../shared/campaign.ts';
import { clockWithOffset } from '../shared/clock.ts';
import { entry } from '../shared/http/entry.ts';
import { createLog } from '../shared/log.ts';
import { credentialsOfEnvironment } from '../shared/objects/signing.ts';
import { openTable } from '../shared/records/table.ts';
import { readSettings } from '../shared/settings.ts';
import { statusApp } from './app.ts';
import { openServices } from './services.ts';
import { Settings } from './settings.ts';

const settings = readSettings(Settings);
const signing = {
  region: settings.AWS_REGION,
  credentials: () => credentialsOfEnvironment(),
  now: () => new Date(),
};

export const handler = entry(
  statusApp({
    table: openTable(settings.RECORDS_TABLE),
    services: openServices(signing, settings.UNDELIVERED, {
      sqs: settings.AWS_ENDPOINT_URL_SQS,
      ses: settings.SES_ORIGIN && (settings.AWS_ENDPOINT_URL_SES ?? settings.SES_ORIGIN),
    }),
    campaign: liveCampaign(settings.CAMPAIGN),
    forms,
    commit: settings.COMMIT,
    runbook: settings.RUNBOOK,
    clock: clockWithOffset(settings.CLOCK_OFFSET_SECONDS),
    log: createLog('status'),
  }),
);
