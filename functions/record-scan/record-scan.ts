import * as z from 'zod';
import type { ScanResult } from '../../schemas/attachment.ts';
import { attachmentOf } from '../shared/attachments/object-key.ts';
import type { Log } from '../shared/log.ts';
import { keys } from '../shared/records/keys.ts';
import { ConditionFailed, type Table } from '../shared/records/shapes.ts';

/** "GuardDuty Malware Protection Object Scan Result", as far as it is read here. */
const Scanned = z.object({
  detail: z.object({
    s3ObjectDetails: z.object({ objectKey: z.string(), versionId: z.string() }),
    scanResultDetails: z.object({ scanResultStatus: z.string() }),
  }),
});

/** What cannot be scanned (too large, protected by a password, out of reach) is said to be so. */
const RESULTS: { [status: string]: ScanResult } = {
  NO_THREATS_FOUND: 'clean',
  THREATS_FOUND: 'infected',
};

/**
 * Keeps what the scanner said of an object. The event may come before the upload is known to be complete, after its
 * inspection, twice or late: it is a fact about one version and stands beside all others (I6).
 * @throws ConditionFailed never: objects without a record, and versions that nobody uses, are logged
 */
export async function recordScan({ table, log }: { table: Table; log: Log }, event: unknown): Promise<void> {
  const { s3ObjectDetails, scanResultDetails } = Scanned.parse(event).detail;
  const named = attachmentOf(s3ObjectDetails.objectKey);
  if (!named) {
    log.warn('an object that is no attachment was scanned');
    return;
  }
  const { report, id } = named;
  const { unit, form } = report;
  const { versionId } = s3ObjectDetails;
  const result = RESULTS[scanResultDetails.scanResultStatus] ?? 'unscannable';
  try {
    await table.update({
      key: keys.attachment(report, id),
      update: 'SET #scan = :scan',
      // A word of DynamoDB's own.
      names: { '#scan': 'scan' },
      condition: 'attribute_exists(pk) AND (attribute_not_exists(pin) OR pin.versionId = :version)',
      values: { ':scan': { versionId, result }, ':version': versionId },
    });
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    log.warn('a version that no attachment is was scanned', { attachment: id, form, unit });
    return;
  }
  log.info(`scanned: ${result}`, { attachment: id, form, unit });
  if (result === 'infected') log.count('FilesInfected');
}
