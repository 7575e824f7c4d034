import type { IncomingMessage } from 'node:http';
import type { Caller } from './authentication.ts';
import type { Blobs, Slice } from './blobs.ts';
import type { Bucket } from './bucket.ts';
import type { Said } from './description.ts';
import { S3Error } from './errors.ts';
import type { Payload } from './payload.ts';
import type { VersionRecord } from './records.ts';
import { headerValue, queryValue, type Target } from './request.ts';

export type EventReason =
  | 'PutObject'
  | 'POST Object'
  | 'CopyObject'
  | 'CompleteMultipartUpload'
  | 'DeleteObject';

/** What EventBridge would be told of an object. */
export interface S3Event {
  bucket: string;
  kind: 'Object Created' | 'Object Deleted';
  key: string;
  size: number;
  /** Without quotes. */
  etag: string;
  versionId?: string;
  reason: EventReason;
  time: Date;
}

/** What a caller wants to do, for policies to judge. */
export interface AskedCall {
  accessKeyId: string;
  /** The IAM name (`s3:PutObject`). */
  action: string;
  bucket: string;
  key?: string;
  /** Condition keys, such as the tags of the version that is asked for. */
  context?: { [key: string]: string };
}

/** What every operation may use of the server. */
export interface Services {
  region: string;
  blobs: Blobs;
  bucket(name: string): Bucket | undefined;
  now(): Date;
  announce(event: S3Event): void;
  authorize(call: AskedCall): Promise<boolean>;
}

/** One authenticated request. */
export interface Call extends Said {
  services: Services;
  caller: Caller;
  bucket: Bucket;
  /** Empty for operations on the bucket. */
  key: string;
  query(name: string): string | undefined;
  payload: Payload;
  /** The server's own address as the client wrote it. */
  host: string;
}

/** An answer. A body from disk comes as slices that are held; whoever sends it releases them. */
export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  body?: string | Slice[];
}

/**
 * A header, or the query parameter that a presigned URL carries in its place (x-amz-* are hoisted into the query);
 * X-Amz-Signature and the like are the signature's own.
 */
export function saidBy(request: IncomingMessage, target: Target, presigned: boolean): Said {
  const hoisted = presigned
    ? target.query.filter(([name]) => /^x-amz-[a-z0-9-]+$/.test(name.toLowerCase()))
    : [];
  const inQuery = new Map(hoisted.map(([name, value]) => [name.toLowerCase(), value]));
  return {
    names: new Set([...Object.keys(request.headersDistinct), ...inQuery.keys()]),
    header: (name) => headerValue(request, name) ?? inQuery.get(name),
  };
}

export const queryOf = (target: Target) => (name: string) => queryValue(target.query, name);

/** Which object a call is about, when it is not its own: the source of a copy, say. */
interface About {
  bucket?: string;
  key?: string;
  versionId?: string | undefined;
}

/** The tags of what there is: policies may let nobody read what has not the right ones. */
function contextOf({ services }: Call, bucket: string, key: string, versionId: string | undefined) {
  const versions = services.bucket(bucket)?.versions(key) ?? [];
  const asked = versionId === undefined ? versions[0] : versions.find((one) => one.versionId === versionId);
  const tags = (asked?.tags ?? []).map((tag) => [`s3:ExistingObjectTag/${tag.key}`, tag.value] as const);
  return tags.length > 0 ? { context: Object.fromEntries(tags) } : {};
}

/** Whether the caller may do this. Each call is asked for by the name of the IAM action. */
export function allows(call: Call, action: string, about: About = {}): Promise<boolean> {
  const { bucket = call.bucket.options.name, key = call.key } = about;
  const versionId = 'versionId' in about ? about.versionId : call.query('versionId');
  return call.services.authorize({
    accessKeyId: call.caller.accessKeyId,
    action,
    bucket,
    ...(key && { key }),
    ...contextOf(call, bucket, key, versionId),
  });
}

/** @throws S3Error AccessDenied */
export async function demand(call: Call, action: string, about?: About): Promise<void> {
  if (!(await allows(call, action, about))) throw new S3Error('AccessDenied');
}

/** The time of a write: whole seconds, as S3 keeps them, since a Last-Modified header can carry no more. */
export const stamp = ({ now }: Pick<Services, 'now'>): Date =>
  new Date(Math.floor(now().getTime() / 1000) * 1000);

/** A conditional header of this call, by the name that the conditions use. */
export const conditionOf =
  (call: Call, prefix = '') =>
  (name: string): string | undefined =>
    call.header(prefix + name);

/** `x-amz-version-id` where versions have ids. */
export const versionHeader = (bucket: Bucket, version: VersionRecord): Record<string, string> =>
  bucket.options.versioned || version.versionId !== 'null' ? { 'x-amz-version-id': version.versionId } : {};

/** Tells the listener of a change that is durable by now. */
export function announce(
  services: Services,
  bucket: Bucket,
  version: VersionRecord,
  reason: EventReason,
): void {
  services.announce({
    bucket: bucket.options.name,
    kind: reason === 'DeleteObject' ? 'Object Deleted' : 'Object Created',
    key: version.key,
    size: version.size,
    etag: version.etag,
    ...(version.versionId === 'null' ? {} : { versionId: version.versionId }),
    reason,
    time: services.now(),
  });
}
