import { cut } from './blobs.ts';
import type { Bucket } from './bucket.ts';
import { allows, type Call, conditionOf, type Reply, versionHeader } from './call.ts';
import { checksumHeaders } from './checksums.ts';
import { checkRead, rangeStillHolds } from './conditions.ts';
import { describedHeaders } from './description.ts';
import { invalidArgument, S3Error } from './errors.ts';
import { parseRange } from './ranges.ts';
import type { VersionRecord } from './records.ts';

/**
 * The version that a read means.
 * @throws S3Error NoSuchKey, NoSuchVersion; MethodNotAllowed for a delete marker asked for by its id.
 */
function findVersion(bucket: Bucket, key: string, versionId: string | undefined): VersionRecord {
  if (versionId === undefined) {
    const newest = bucket.versions(key)[0];
    if (newest && !newest.deleteMarker) return newest;
    const headers: Record<string, string> = newest
      ? { 'x-amz-delete-marker': 'true', 'x-amz-version-id': newest.versionId }
      : {};
    throw new S3Error('NoSuchKey', undefined, { details: { Key: key }, headers });
  }
  if (!isVersionId(versionId)) throw invalidArgument('versionId', versionId, 'Invalid version id specified');
  const version = bucket.versions(key).find((candidate) => candidate.versionId === versionId);
  if (!version)
    throw new S3Error('NoSuchVersion', undefined, { details: { Key: key, VersionId: versionId } });
  if (version.deleteMarker) {
    throw new S3Error('MethodNotAllowed', undefined, {
      headers: {
        allow: 'DELETE',
        'x-amz-delete-marker': 'true',
        'x-amz-version-id': versionId,
        'last-modified': version.modified.toUTCString(),
      },
    });
  }
  return version;
}

export const isVersionId = (text: string): boolean => text === 'null' || /^[\w.]{32}$/.test(text);

/**
 * As `findVersion`, but a caller who may not list the bucket does not learn that a key is absent: S3 says 403.
 * @param bucket and key differ from the call's for the source of a copy
 */
export async function findReadable(
  call: Call,
  versionId: string | undefined,
  bucket = call.bucket,
  key = call.key,
): Promise<VersionRecord> {
  try {
    return findVersion(bucket, key, versionId);
  } catch (error) {
    const absent = error instanceof S3Error && error.code === 'NoSuchKey';
    if (absent && !(await allows(call, 's3:ListBucket', { bucket: bucket.options.name, key: '' })))
      throw new S3Error('AccessDenied');
    throw error;
  }
}

const OVERRIDES = [
  'content-type',
  'content-language',
  'expires',
  'cache-control',
  'content-disposition',
  'content-encoding',
];

/** response-content-disposition and its like, with which a presigned URL names a download. */
function overrides(call: Call): Record<string, string> {
  const result: Record<string, string> = {};
  for (const name of OVERRIDES) {
    const value = call.query(`response-${name}`);
    if (value === undefined) continue;
    if (!/^[\x20-\x7e\xa0-\xff]*$/.test(value)) {
      throw invalidArgument(
        `response-${name}`,
        value,
        'Header value cannot be represented using ISO-8859-1.',
      );
    }
    result[name] = value;
  }
  return result;
}

/** GetObject and HeadObject; the server leaves a HEAD's body out. */
export async function getObject(call: Call): Promise<Reply> {
  if (call.query('partNumber') !== undefined)
    throw new S3Error('NotImplemented', 'partNumber is not implemented.');
  const version = await findReadable(call, call.query('versionId'));
  checkReadable(call, version);
  const range = rangeStillHolds(call.header('if-range'), version)
    ? parseRange(call.header('range'), version.size)
    : undefined;
  const headers = {
    ...describedHeaders(version),
    ...overrides(call),
    ...identity(call, version),
    'accept-ranges': 'bytes',
    'content-length': String(range ? range.last - range.first + 1 : version.size),
  };
  const body = range ? cut(version.slices, range.first, range.last) : version.slices;
  call.services.blobs.keep(body);
  if (!range) {
    // A checksum of the whole beside a part of it would be taken for the part's.
    const wanted = call.header('x-amz-checksum-mode')?.toUpperCase() === 'ENABLED';
    return { headers: { ...headers, ...(wanted ? checksumHeaders(version.checksum) : {}) }, body };
  }
  return {
    status: 206,
    headers: { ...headers, 'content-range': `bytes ${range.first}-${range.last}/${version.size}` },
    body,
  };
}

const identity = (call: Call, version: VersionRecord): Record<string, string> => ({
  etag: `"${version.etag}"`,
  'last-modified': version.modified.toUTCString(),
  ...versionHeader(call.bucket, version),
});

function checkReadable(call: Call, version: VersionRecord): void {
  try {
    checkRead(conditionOf(call), version);
  } catch (error) {
    if (!(error instanceof S3Error) || error.code !== 'NotModified') throw error;
    // 304 repeats what the client needs to go on with the copy that it has.
    throw new S3Error('NotModified', undefined, { headers: identity(call, version) });
  }
}
