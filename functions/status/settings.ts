import * as z from 'zod';
import { BaseSettings } from '../shared/settings.ts';

export const Settings = BaseSettings.extend({
  RECORDS_TABLE: z.string().min(1),
  COMMIT: z.string().min(1),
  /** `remind-missed=https://… reconcile-missed=https://…`: the queues of what could not be delivered, by name. */
  UNDELIVERED: z.string().transform((list) =>
    list
      .split(' ')
      .filter((entry) => entry !== '')
      .map((entry) => ({
        name: entry.slice(0, entry.indexOf('=')),
        url: entry.slice(entry.indexOf('=') + 1),
      })),
  ),
  /** Where SES is asked for its quota; absent where mails go through another server. */
  SES_ORIGIN: z.string().min(1).optional(),
  /** Where the runbook is read. */
  RUNBOOK: z.url().optional(),
  AWS_REGION: z.string().default('us-east-1'),
  /** Given on one machine alone, as the SDKs read them. */
  AWS_ENDPOINT_URL_SQS: z.url().optional(),
  AWS_ENDPOINT_URL_SES: z.url().optional(),
});
