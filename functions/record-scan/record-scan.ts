import * as z from 'zod';
import type { ScanResult } from '../../schemas/attachment.ts';
import { Id, Slug } from '../../schemas/identifier.ts';
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

const Key = z.tuple([Slug, Slug, Slug, Id]);

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
  const parts = Key.safeParse(s3ObjectDetails.objectKey.split('/'));
  if (!parts.success) {
    log.warn('an object that is no attachment was scanned');
    return;
  }
  const [campaign, unit, form, id] = parts.data;
  const { versionId } = s3ObjectDetails;
  const result = RESULTS[scanResultDetails.scanResultStatus] ?? 'unscannable';
  try {
    await table.update({
      key: keys.attachment({ campaign, unit, form }, id),
      update: 'SET scan = :scan',
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
