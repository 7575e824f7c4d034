import type { ScanResult } from '../../../schemas/attachment.ts';
import type { Log } from '../log.ts';
import { keys, type ReportId } from '../records/keys.ts';
import type { Table } from '../records/shapes.ts';
import { updateIf } from '../records/update-if.ts';

/** What cannot be scanned (too large, protected by a password, out of reach) is said to be so. */
const RESULTS: { [status: string]: ScanResult } = {
  NO_THREATS_FOUND: 'clean',
  THREATS_FOUND: 'infected',
};

export interface Scanned {
  report: ReportId;
  id: string;
  versionId: string;
  /** As GuardDuty says it, in its events and in its tag. */
  status: string;
}

/**
 * Keeps what the scanner said of one version of an object: a fact that stands beside all others (I6).
 * @returns false for an object without a record, and for a version that nobody uses
 */
export async function keepScan(
  { table, log }: { table: Pick<Table, 'update'>; log: Log },
  { report, id, versionId, status }: Scanned,
): Promise<boolean> {
  const result = RESULTS[status] ?? 'unscannable';
  const { unit, form } = report;
  const kept = await updateIf(table, {
    key: keys.attachment(report, id),
    update: 'SET #scan = :scan',
    // A word of DynamoDB's own.
    names: { '#scan': 'scan' },
    condition: 'attribute_exists(pk) AND (attribute_not_exists(pin) OR pin.versionId = :version)',
    values: { ':scan': { versionId, result }, ':version': versionId },
  });
  if (!kept) return false;
  log.info(`scanned: ${result}`, { attachment: id, form, unit });
  if (result === 'infected') log.count('FilesInfected');
  return true;
}
