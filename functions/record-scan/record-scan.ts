import * as z from 'zod';
import { keepScan } from '../shared/attachments/keep-scan.ts';
import { attachmentOf } from '../shared/attachments/object-key.ts';
import type { Log } from '../shared/log.ts';
import type { Table } from '../shared/records/shapes.ts';

/** "GuardDuty Malware Protection Object Scan Result", as far as it is read here. */
const Scanned = z.object({
  detail: z.object({
    s3ObjectDetails: z.object({ objectKey: z.string(), versionId: z.string() }),
    scanResultDetails: z.object({ scanResultStatus: z.string() }),
  }),
});

/**
 * Keeps what the scanner said of an object. The event may come before the upload is known to be complete, after its
 * inspection, twice or late. Objects without a record, and versions that nobody uses, are logged.
 */
export async function recordScan(of: { table: Table; log: Log }, event: unknown): Promise<void> {
  const { s3ObjectDetails, scanResultDetails } = Scanned.parse(event).detail;
  const named = attachmentOf(s3ObjectDetails.objectKey);
  if (!named) {
    of.log.warn('an object that is no attachment was scanned');
    return;
  }
  const { versionId } = s3ObjectDetails;
  if (await keepScan(of, { ...named, versionId, status: scanResultDetails.scanResultStatus })) return;
  const { unit, form } = named.report;
  of.log.warn('a version that no attachment is was scanned', { attachment: named.id, form, unit });
}
