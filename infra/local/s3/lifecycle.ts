import type { Bucket, LifecycleRule } from './bucket.ts';
import type { Services } from './call.ts';
import { deleteKey } from './delete-object.ts';

const DAY = 24 * 3600_000;

/** S3 counts days from the write and then waits for the next midnight UTC. */
const dueAfter = (start: Date, days: number): number => Math.ceil((start.getTime() + days * DAY) / DAY) * DAY;

/** Does to one bucket what its lifecycle rules have made due by `now`. */
export function applyLifecycle(services: Services, bucket: Bucket, now: Date): void {
  for (const rule of bucket.options.lifecycle ?? []) {
    expireObjects(services, bucket, rule, now);
    abortUploads(bucket, rule, now);
  }
}

function expireObjects(
  services: Services,
  bucket: Bucket,
  { prefix = '', expireDays }: LifecycleRule,
  now: Date,
): void {
  if (expireDays === undefined) return;
  const keys = [...bucket.keysFrom(prefix)].filter((key) => key.startsWith(prefix));
  for (const key of keys) {
    const current = bucket.current(key);
    if (current && dueAfter(current.modified, expireDays) <= now.getTime()) {
      deleteKey(services, bucket, key, undefined);
    }
  }
}

function abortUploads(bucket: Bucket, { prefix = '', abortIncompleteDays }: LifecycleRule, now: Date): void {
  if (abortIncompleteDays === undefined) return;
  for (const { record } of [...bucket.uploads()]) {
    const due = dueAfter(record.initiated, abortIncompleteDays);
    if (record.key.startsWith(prefix) && due <= now.getTime()) bucket.endUpload(record.uploadId);
  }
}
