import * as z from 'zod';
import { BaseSettings } from '../shared/settings.ts';

export const Settings = BaseSettings.extend({
  RECORDS_TABLE: z.string().min(1),
  SITE_URL: z.url().transform((url) => url.replace(/\/+$/, '')),
});
