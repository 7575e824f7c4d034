import * as z from 'zod';
import { BaseSettings } from '../shared/settings.ts';

export const Settings = BaseSettings.extend({
  RECORDS_TABLE: z.string().min(1),
  ATTACHMENTS_BUCKET: z.string().min(1),
  ATTACHMENTS_ORIGIN: z.url(),
  /** ARN of the state machine that builds archives. */
  ARCHIVE_BUILDER: z.string().min(1),
});
