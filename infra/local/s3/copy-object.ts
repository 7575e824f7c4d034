import type { Slice } from './blobs.ts';
import type { Bucket } from './bucket.ts';
import { announce, type Call, conditionOf, demand, type Reply, stamp, versionHeader } from './call.ts';
import { type ChecksumAlgorithm, checksumElement, parseAlgorithm } from './checksums.ts';
import { checkCopySource, checkWrite } from './conditions.ts';
import { describe } from './description.ts';
import { invalidArgument, S3Error } from './errors.ts';
import { findReadable } from './get-object.ts';
import { demandWrite } from './put-object.ts';
import { digested, LARGEST_BODY } from './receive.ts';
import type { Description, VersionRecord } from './records.ts';
import { parseTarget } from './request.ts';
import { element, xmlDocument } from './xml.ts';

export interface CopySource {
  bucket: Bucket;
  version: VersionRecord;
}

/** Reads x-amz-copy-source (`bucket/key?versionId=…`, URL-encoded), asks for leave and checks its conditions. */
export async function copySource(call: Call): Promise<CopySource> {
  const header = call.header('x-amz-copy-source') ?? '';
  const target = parseTarget(header.startsWith('/') ? header : `/${header}`);
  const versionId = target.query.find(([name]) => name === 'versionId')?.[1];
  if (target.bucket === '' || target.key === '') {
    throw invalidArgument(
      'x-amz-copy-source',
      header,
      'Copy Source must mention the source bucket and key: sourcebucket/sourcekey',
    );
  }
  const bucket = call.services.bucket(target.bucket);
  if (!bucket) throw new S3Error('NoSuchBucket', undefined, { details: { BucketName: target.bucket } });
  const action = versionId === undefined ? 's3:GetObject' : 's3:GetObjectVersion';
  await demand(call, action, { bucket: target.bucket, key: target.key, versionId });
  const version = await findReadable(call, versionId, bucket, target.key);
  checkCopySource(conditionOf(call, 'x-amz-copy-source-'), version);
  return { bucket, version };
}

export const copySourceHeader = ({ bucket, version }: CopySource): Record<string, string> =>
  'x-amz-version-id' in versionHeader(bucket, version)
    ? { 'x-amz-copy-source-version-id': version.versionId }
    : {};

async function drained(chunks: AsyncIterable<Buffer>): Promise<void> {
  for await (const _ of chunks);
}

/** ETag and checksum of bytes that lie on disk already: read, not written again. */
export async function digestStored(
  call: Call,
  slices: Slice[],
  algorithm: ChecksumAlgorithm | undefined,
): Promise<{ etag: string; checksum: string | undefined }> {
  const { md5, checksum } = await digested(call.services.blobs.read(slices), algorithm, drained);
  return { etag: md5.toString('hex'), checksum };
}

function directive(call: Call, name: string): 'COPY' | 'REPLACE' {
  const value = call.header(name) ?? 'COPY';
  if (value === 'COPY' || value === 'REPLACE') return value;
  throw invalidArgument(name, value, `Unknown ${name}.`);
}

/** The copy's description: the source's, or what the request says, metadata and tags each by its directive. */
function copiedDescription(call: Call, source: VersionRecord): Description {
  const said = describe(call);
  const metadata = directive(call, 'x-amz-metadata-directive') === 'REPLACE' ? said : source;
  const { tags } = directive(call, 'x-amz-tagging-directive') === 'REPLACE' ? said : source;
  return { headers: metadata.headers, metadata: metadata.metadata, tags };
}

/** What the copy's ETag and checksum are: the source's where S3 would compute the same, else read anew. */
async function copiedDigests(
  call: Call,
  source: VersionRecord,
): Promise<Pick<VersionRecord, 'etag' | 'checksum'>> {
  const asked = call.header('x-amz-checksum-algorithm');
  const algorithm = asked === undefined ? source.checksum?.algorithm : parseAlgorithm(asked);
  const whole = source.checksum?.type === 'FULL_OBJECT' && source.checksum.algorithm === algorithm;
  if (!source.etag.includes('-') && (whole || algorithm === undefined)) {
    return { etag: source.etag, checksum: source.checksum };
  }
  const { etag, checksum } = await digestStored(call, source.slices, algorithm);
  return {
    etag,
    checksum:
      algorithm && checksum !== undefined ? { algorithm, type: 'FULL_OBJECT', value: checksum } : undefined,
  };
}

/** CopyObject. The copy shares the source's bytes on disk. */
export async function copyObject(call: Call): Promise<Reply> {
  const { bucket, key, services } = call;
  await demandWrite(call);
  const source = await copySource(call);
  const { version } = source;
  if (version.size > LARGEST_BODY) {
    throw new S3Error(
      'InvalidRequest',
      `The specified copy source is larger than the maximum allowable size for a copy source: ${LARGEST_BODY}`,
    );
  }
  const unchanged = directive(call, 'x-amz-metadata-directive') === 'COPY';
  if (unchanged && source.bucket === bucket && version === bucket.current(key)) {
    throw new S3Error(
      'InvalidRequest',
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    );
  }
  const description = copiedDescription(call, version);
  checkWrite(conditionOf(call), bucket.current(key));
  services.blobs.keep(version.slices);
  try {
    const digests = await copiedDigests(call, version);
    checkWrite(conditionOf(call), bucket.current(key));
    const copy = bucket.put({
      ...description,
      ...digests,
      key,
      size: version.size,
      slices: version.slices,
      modified: stamp(services),
      deleteMarker: false,
    });
    announce(services, bucket, copy, 'CopyObject');
    return {
      headers: { ...copySourceHeader(source), ...versionHeader(bucket, copy) },
      body: copyResult('CopyObjectResult', copy.etag, copy.modified, copy.checksum),
    };
  } finally {
    services.blobs.release(version.slices);
  }
}

export const copyResult = (
  root: 'CopyObjectResult' | 'CopyPartResult',
  etag: string,
  modified: Date,
  checksum: { algorithm: ChecksumAlgorithm; value: string } | undefined,
): string =>
  xmlDocument(
    element(
      root,
      element('LastModified', modified.toISOString()),
      element('ETag', `"${etag}"`),
      checksumElement(checksum?.algorithm, checksum?.value),
    ),
  );
