import { liveCampaign } from '../shared/campaign.ts';
import { clockWithOffset } from '../shared/clock.ts';
import { createLog } from '../shared/log.ts';
import { openTable } from '../shared/records/table.ts';
import { readSettings } from '../shared/settings.ts';
import { Settings } from './settings.ts';
import { Batch, sendAll } from './stream.ts';
import { secretUrl } from './transports/secret.ts';
import { sesTransport } from './transports/ses.ts';
import { smtpTransport } from './transports/smtp.ts';

const settings = readSettings(Settings);

const dependencies = {
  campaign: liveCampaign(settings.CAMPAIGN),
  table: openTable(settings.RECORDS_TABLE),
  transport:
    settings.MAIL_TRANSPORT === 'ses'
      ? sesTransport(settings.CONFIGURATION_SET)
      : smtpTransport(secretUrl(settings.SMTP_SECRET)),
  clock: clockWithOffset(settings.CLOCK_OFFSET_SECONDS),
  log: createLog('send-mail'),
  siteUrl: settings.SITE_URL,
  from: settings.MAIL_FROM,
};

export const handler = (event: unknown) => sendAll(dependencies, Batch.parse(event));
