import { randomUUID } from 'node:crypto';
import type { Place } from '../place.ts';
import type { S3Event } from '../s3/call.ts';

/**
 * What EventBridge tells of an object:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
 */
export function toBusEvent(event: S3Event, bucketArn: string, { account, region }: Place) {
  const { bucket, kind, key, size, etag, versionId, reason, time } = event;
  const created = kind === 'Object Created';
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': kind,
    source: 'aws.s3',
    account,
    time: time.toISOString().replace(/\.\d+Z$/, 'Z'),
    region,
    resources: [bucketArn],
    detail: {
      version: '0',
      bucket: { name: bucket },
      object: {
        key,
        ...(created && { size, etag }),
        ...(versionId !== undefined && { 'version-id': versionId }),
        sequencer: time.getTime().toString(16).toUpperCase().padStart(18, '0'),
      },
      'request-id': randomUUID(),
      requester: account,
      'source-ip-address': '127.0.0.1',
      reason,
    },
  };
}
