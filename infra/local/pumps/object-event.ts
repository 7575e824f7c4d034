import { randomUUID } from 'node:crypto';
import type { Place } from '../place.ts';
import type { S3Event } from '../s3/call.ts';
import type { BucketDefinition } from '../store/buckets.ts';
import type { Bus } from './bus.ts';

/**
 * What EventBridge tells of an object:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
 */
function toBusEvent(event: S3Event, bucketArn: string, { account, region }: Place) {
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

interface Listeners {
  place: Place;
  buckets: BucketDefinition[];
}

/** Tells the bus of the objects of each bucket that the template has announced there. */
export const announceObjects =
  ({ buckets, place }: Listeners, bus: Bus): ((event: S3Event) => void) =>
  (event) => {
    const bucket = buckets.find(({ options }) => options.name === event.bucket);
    if (bucket?.announces) bus(toBusEvent(event, bucket.arn, place));
  };
