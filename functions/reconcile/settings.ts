import * as z from 'zod';
import { BaseSettings } from '../shared/settings.ts';

export const Settings = BaseSettings.extend({
  RECORDS_TABLE: z.string().min(1),
  ATTACHMENTS_BUCKET: z.string().min(1),
  ATTACHMENTS_ORIGIN: z.url(),
  /** Are files scanned for malware, and the others withheld by the store? */
  MALWARE_SCAN: z.stringbool().default(false),
  /** ARN of the state machine that builds archives. */
  ARCHIVE_BUILDER: z.string().min(1),
});
