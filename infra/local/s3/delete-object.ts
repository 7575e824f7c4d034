import * as z from 'zod';
import type { Bucket } from './bucket.ts';
import { allows, announce, type Call, type Reply, type Services, stamp, versionHeader } from './call.ts';
import { etagMatches } from './conditions.ts';
import { invalidArgument, S3Error } from './errors.ts';
import { isVersionId } from './get-object.ts';
import { receiveText } from './receive.ts';
import type { VersionRecord } from './records.ts';
import { element, optional, type Xml, xmlDocument } from './xml.ts';
import { parseXml } from './xml-body.ts';

/**
 * Deletes one key or one version of it. Deleting what is not there is a success, as in S3.
 * @returns the version removed by its id, or the delete marker that was put
 */
export function deleteKey(
  services: Services,
  bucket: Bucket,
  key: string,
  versionId: string | undefined,
): VersionRecord | undefined {
  if (versionId !== undefined && !isVersionId(versionId)) {
    throw invalidArgument('versionId', versionId, 'Invalid version id specified');
  }
  if (versionId !== undefined || !bucket.options.versioned) {
    const id = versionId ?? 'null';
    const version = bucket.versions(key).find((candidate) => candidate.versionId === id);
    if (version) {
      bucket.remove(version);
      announce(services, bucket, version, 'DeleteObject');
    }
    return versionId === undefined ? undefined : version;
  }
  const version = bucket.put({
    key,
    modified: stamp(services),
    deleteMarker: true,
    size: 0,
    etag: '',
    slices: [],
    headers: {},
    metadata: {},
    tags: [],
  });
  announce(services, bucket, version, 'DeleteObject');
  return version;
}

export async function deleteObject(call: Call): Promise<Reply> {
  const { bucket, key, services } = call;
  const match = call.header('if-match');
  if (match !== undefined) {
    const current = bucket.current(key);
    if (!current) throw new S3Error('NoSuchKey', undefined, { details: { Key: key } });
    if (!etagMatches(match, current.etag)) throw new S3Error('PreconditionFailed');
  }
  const version = deleteKey(services, bucket, key, call.query('versionId'));
  return {
    status: 204,
    headers: version
      ? {
          ...versionHeader(bucket, version),
          ...(version.deleteMarker ? { 'x-amz-delete-marker': 'true' } : {}),
        }
      : {},
  };
}

const Delete = z.object({
  Delete: z.object({
    Object: z
      .array(
        z.object({ Key: z.string().min(1), VersionId: z.string().optional(), ETag: z.never().optional() }),
      )
      .min(1)
      .max(1000),
    Quiet: z.string().optional(),
  }),
});

/** DeleteObjects: each key is asked for and answered on its own. */
export async function deleteObjects(call: Call): Promise<Reply> {
  if (
    call.header('content-md5') === undefined &&
    ![...call.names].some((name) => name.startsWith('x-amz-checksum-'))
  ) {
    throw new S3Error('InvalidRequest', 'Missing required header for this request: Content-MD5');
  }
  const asked = parseXml(await receiveText(call, call.payload), Delete).Delete;
  const quiet = asked.Quiet?.trim() === 'true';
  const results: Xml[] = [];
  for (const { Key: key, VersionId: versionId } of asked.Object) {
    const result = await deleteOne(call, key, versionId);
    if (!quiet || result.failed) results.push(result.xml);
  }
  return { body: xmlDocument(element('DeleteResult', ...results)) };
}

async function deleteOne(
  call: Call,
  key: string,
  versionId: string | undefined,
): Promise<{ xml: Xml; failed: boolean }> {
  const { bucket, services } = call;
  const identity = [element('Key', key), optional('VersionId', versionId)];
  try {
    const action = versionId === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion';
    if (!(await allows(call, action, { key, versionId }))) throw new S3Error('AccessDenied');
    const version = deleteKey(services, bucket, key, versionId);
    const marker = version?.deleteMarker
      ? [element('DeleteMarker', true), element('DeleteMarkerVersionId', version.versionId)]
      : [];
    return { xml: element('Deleted', ...identity, ...marker), failed: false };
  } catch (error) {
    if (!(error instanceof S3Error)) throw error;
    const reason = [element('Code', error.code), element('Message', error.message)];
    return { xml: element('Error', ...identity, ...reason), failed: true };
  }
}
