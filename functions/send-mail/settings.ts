import * as z from 'zod';
import { BaseSettings } from '../shared/settings.ts';

const Common = BaseSettings.extend({
  RECORDS_TABLE: z.string().min(1),
  /** Origin of the pages that mails link to, without a slash at its end. */
  SITE_URL: z.url().transform((url) => url.replace(/\/+$/, '')),
  MAIL_FROM: z.string().min(3),
});

/** Where mails leave: Amazon SES, or where the partition has none, a mail server of the deployer's choice. */
export const Settings = z.discriminatedUnion('MAIL_TRANSPORT', [
  Common.extend({ MAIL_TRANSPORT: z.literal('ses'), CONFIGURATION_SET: z.string().min(1) }),
  Common.extend({ MAIL_TRANSPORT: z.literal('smtp'), SMTP_SECRET: z.string().min(1) }),
]);
