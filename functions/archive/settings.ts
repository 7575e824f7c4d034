import * as z from 'zod';
import { BaseSettings } from '../shared/settings.ts';

export const Settings = BaseSettings.extend({
  RECORDS_TABLE: z.string().min(1),
  ARCHIVES_BUCKET: z.string().min(1),
  ARCHIVES_ORIGIN: z.url(),
  /** The state machine that builds an archive. */
  ARCHIVE_BUILDER: z.string().min(1),
});
