import { forms } from '../../schemas/forms/index.ts';
import { liveCampaign } from '../shared/campaign.ts';
import { clockWithOffset } from '../shared/clock.ts';
import { createLog } from '../shared/log.ts';
import { openTable } from '../shared/records/table.ts';
import { readSettings } from '../shared/settings.ts';
import type { Dependencies } from './dependencies.ts';
import { Settings } from './settings.ts';
import { runStep, Task } from './steps.ts';
import { openClient } from './zip/s3-client.ts';
import { openS3Store } from './zip/s3-store.ts';

const settings = readSettings(Settings);

const dependencies: Dependencies = {
  table: openTable(settings.RECORDS_TABLE),
  store: openS3Store(openClient(), {
    attachments: settings.ATTACHMENTS_BUCKET,
    archives: settings.ARCHIVES_BUCKET,
  }),
  campaign: liveCampaign(settings.CAMPAIGN),
  forms,
  clock: clockWithOffset(settings.CLOCK_OFFSET_SECONDS),
  log: createLog('build-archive'),
  scanned: settings.MALWARE_SCAN,
};

export const handler = async (event: unknown) => runStep(dependencies, Task.parse(event));
