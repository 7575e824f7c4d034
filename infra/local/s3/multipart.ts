import { opaqueId, type Upload } from './bucket.ts';
import { type Call, demand, type Reply, stamp } from './call.ts';
import { checksumHeader, expectedChecksum, parseAlgorithm, parseChecksumType } from './checksums.ts';
import { describe } from './description.ts';
import { invalidArgument, S3Error } from './errors.ts';
import { receive } from './receive.ts';
import { element, xmlDocument } from './xml.ts';

export async function createMultipartUpload(call: Call): Promise<Reply> {
  const { bucket, key, services } = call;
  if (call.header('x-amz-tagging') !== undefined) await demand(call, 's3:PutObjectTagging');
  const named = call.header('x-amz-checksum-algorithm');
  const algorithm = named === undefined ? undefined : parseAlgorithm(named);
  const typed = call.header('x-amz-checksum-type');
  if (typed !== undefined && algorithm === undefined) {
    throw new S3Error(
      'InvalidRequest',
      'The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.',
    );
  }
  const checksum = algorithm && { algorithm, type: parseChecksumType(algorithm, typed) };
  const uploadId = opaqueId();
  bucket.startUpload({ ...describe(call), key, uploadId, initiated: stamp(services), checksum });
  return {
    headers: checksum
      ? { 'x-amz-checksum-algorithm': checksum.algorithm, 'x-amz-checksum-type': checksum.type }
      : {},
    body: xmlDocument(
      element(
        'InitiateMultipartUploadResult',
        element('Bucket', bucket.options.name),
        element('Key', key),
        element('UploadId', uploadId),
      ),
    ),
  };
}

/** The upload and the part number that a request names. */
export function partTarget(call: Call): { upload: Upload; number: number } {
  const text = call.query('partNumber') ?? '';
  const number = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > 10_000) {
    throw invalidArgument(
      'partNumber',
      text,
      'Part number must be an integer between 1 and 10000, inclusive',
    );
  }
  return { upload: call.bucket.upload(call.key, call.query('uploadId') ?? ''), number };
}

/**
 * A part comes with the upload's own kind of checksum or, unless the upload is composite, with none.
 * @throws S3Error InvalidRequest, which clients meet that forget ChecksumAlgorithm in CreateMultipartUpload
 */
function checkPartAlgorithm(call: Call, { record }: Upload): void {
  const given = expectedChecksum(call.names, call.header)?.algorithm;
  const wanted = record.checksum?.algorithm;
  const mayBeAbsent = record.checksum?.type !== 'COMPOSITE' && given === undefined;
  if (given === wanted || mayBeAbsent) return;
  const [expected, actual] = [wanted, given].map((name) => name?.toLowerCase() ?? 'null');
  throw new S3Error(
    'InvalidRequest',
    `Checksum Type mismatch occurred, expected checksum Type: ${expected}, actual checksum Type: ${actual}`,
  );
}

export async function uploadPart(call: Call): Promise<Reply> {
  const { bucket, key, services } = call;
  const { upload, number } = partTarget(call);
  if (call.payload.length === undefined) throw new S3Error('MissingContentLength');
  checkPartAlgorithm(call, upload);
  const received = await receive(services.blobs, call, call.payload, upload.record.checksum?.algorithm);
  try {
    bucket.putPart(key, {
      uploadId: upload.record.uploadId,
      number,
      modified: stamp(services),
      size: received.size,
      etag: received.etag,
      slices: received.slices,
      checksum: received.checksum?.value,
    });
  } finally {
    services.blobs.release(received.slices);
  }
  const { checksum } = received;
  return {
    headers: {
      etag: `"${received.etag}"`,
      ...(checksum ? { [checksumHeader(checksum.algorithm)]: checksum.value } : {}),
    },
  };
}

export async function abortMultipartUpload(call: Call): Promise<Reply> {
  const { record } = call.bucket.upload(call.key, call.query('uploadId') ?? '');
  call.bucket.endUpload(record.uploadId);
  return { status: 204 };
}
