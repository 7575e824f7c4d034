import * as z from 'zod';
import { BaseSettings } from '../shared/settings.ts';

export const Settings = BaseSettings.extend({
  RECORDS_TABLE: z.string().min(1),
  /** Origin of the pages that mails link to, without a slash at its end. */
  SITE_URL: z.url().transform((url) => url.replace(/\/+$/, '')),
});
