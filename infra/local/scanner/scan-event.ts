import { randomUUID } from 'node:crypto';
import { arn, type Place } from '../place.ts';

/** As GuardDuty says it, in its events and in its tag. */
export type ScanStatus = 'NO_THREATS_FOUND' | 'THREATS_FOUND' | 'UNSUPPORTED' | 'ACCESS_DENIED' | 'FAILED';

const SCAN_STATUS: { [status in ScanStatus]: 'COMPLETED' | 'SKIPPED' | 'FAILED' } = {
  NO_THREATS_FOUND: 'COMPLETED',
  THREATS_FOUND: 'COMPLETED',
  UNSUPPORTED: 'SKIPPED',
  ACCESS_DENIED: 'SKIPPED',
  FAILED: 'FAILED',
};

/** The object that was scanned. */
export interface Scanned {
  bucket: string;
  key: string;
  versionId: string;
  /** Without quotes. */
  etag: string;
}

/** https://docs.aws.amazon.com/guardduty/latest/ug/monitor-with-eventbridge-s3-malware-protection.html */
export const scanEvent = (
  { bucket, key, versionId, etag }: Scanned,
  status: ScanStatus,
  threats: string[],
  plan: string,
  place: Place,
) => ({
  version: '0',
  id: randomUUID(),
  'detail-type': 'GuardDuty Malware Protection Object Scan Result',
  source: 'aws.guardduty',
  account: place.account,
  time: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
  region: place.region,
  resources: [arn(place, 'guardduty', `malware-protection-plan/${plan}`)],
  detail: {
    schemaVersion: '1.0',
    scanStatus: SCAN_STATUS[status],
    resourceType: 'S3_OBJECT',
    s3ObjectDetails: { bucketName: bucket, objectKey: key, eTag: etag, versionId, s3Throttled: false },
    scanResultDetails: {
      scanResultStatus: status,
      threats: threats.length > 0 ? threats.map((name) => ({ name })) : null,
    },
  },
});
