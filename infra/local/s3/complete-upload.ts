import * as z from 'zod';
import type { Upload } from './bucket.ts';
import { announce, type Call, conditionOf, demand, type Reply, stamp, versionHeader } from './call.ts';
import {
  badChecksum,
  CHECKSUM_ALGORITHMS,
  type Checksum,
  checksumElement,
  checksumHeader,
  checksumOfParts,
  hasherFor,
} from './checksums.ts';
import { checkWrite } from './conditions.ts';
import type { Said } from './description.ts';
import { S3Error } from './errors.ts';
import { receiveText } from './receive.ts';
import type { PartRecord } from './records.ts';
import { encodePath } from './request.ts';
import { element, optional, xmlDocument } from './xml.ts';
import { parseXml } from './xml-body.ts';

const ListedPart = z.object({
  PartNumber: z
    .string()
    .regex(/^\s*\d{1,5}\s*$/)
    .transform(Number),
  ETag: z.string().transform((text) => text.trim().replace(/^"(.*)"$/, '$1')),
  ChecksumCRC32: z.string().optional(),
  ChecksumCRC32C: z.string().optional(),
  ChecksumSHA1: z.string().optional(),
  ChecksumSHA256: z.string().optional(),
});
type ListedPart = z.infer<typeof ListedPart>;

const Completion = z.object({
  CompleteMultipartUpload: z.object({ Part: z.array(ListedPart).min(1).max(10_000) }),
});

/** The checksum headers of a completion speak of the object, not of the document that lists its parts. */
const WITHOUT_DIGESTS: Said = { names: [], header: () => undefined };

const SMALLEST_PART = 5 * 1024 ** 2;

/** The parts that the client lists, each held against what was uploaded. */
function listedParts(listed: ListedPart[], { record, parts }: Upload): PartRecord[] {
  const found = listed.map((one, index) => {
    if (index > 0 && one.PartNumber <= (listed[index - 1]?.PartNumber ?? 0))
      throw new S3Error('InvalidPartOrder');
    const part = parts.get(one.PartNumber);
    const checksum = record.checksum && one[`Checksum${record.checksum.algorithm}`];
    if (record.checksum?.type === 'COMPOSITE' && checksum === undefined) {
      const name = record.checksum.algorithm.toLowerCase();
      throw new S3Error(
        'InvalidRequest',
        `The upload was created using a ${name} checksum. The complete request must include the checksum for each part. It was missing for part ${one.PartNumber} in the request.`,
      );
    }
    if (part?.etag !== one.ETag || (checksum !== undefined && part.checksum !== checksum)) {
      throw new S3Error('InvalidPart', undefined, {
        details: { UploadId: record.uploadId, PartNumber: String(one.PartNumber), ETag: one.ETag },
      });
    }
    return part;
  });
  const small = found.slice(0, -1).find(({ size }) => size < SMALLEST_PART);
  if (small) {
    throw new S3Error('EntityTooSmall', undefined, {
      details: {
        ProposedSize: String(small.size),
        MinSizeAllowed: String(SMALLEST_PART),
        PartNumber: String(small.number),
        ETag: small.etag,
      },
    });
  }
  if (record.checksum && found.some(({ number }, index) => number !== index + 1)) {
    throw new S3Error('InternalError', 'With a checksum, part numbers must be consecutive from 1.');
  }
  return found;
}

const etagOf = (parts: PartRecord[]): string => {
  const hash = hasherFor('MD5');
  for (const { etag } of parts) hash.update(Buffer.from(etag, 'hex'));
  return `${hash.digest().toString('hex')}-${parts.length}`;
};

/** The object's checksum from its parts' (their bytes are not read), held against what the client says. */
function checkedChecksum(call: Call, { record }: Upload, parts: PartRecord[]): Checksum | undefined {
  const type = call.header('x-amz-checksum-type');
  if (type !== undefined && type !== record.checksum?.type) {
    throw new S3Error(
      'InvalidRequest',
      `The upload was created using the ${record.checksum?.type ?? 'null'} checksum mode. The complete request must use the same checksum mode.`,
    );
  }
  const stated = CHECKSUM_ALGORITHMS.flatMap((algorithm) => {
    const value = call.header(checksumHeader(algorithm));
    return value === undefined ? [] : [{ algorithm, value }];
  });
  if (!record.checksum) {
    const [unknown] = stated;
    if (unknown) throw badChecksum(unknown.algorithm);
    return undefined;
  }
  const summed = parts.map(({ size, checksum = '' }) => ({ size, checksum }));
  const computed = checksumOfParts(record.checksum.algorithm, record.checksum.type, summed);
  const wrong = stated.find(
    ({ algorithm, value }) => algorithm !== computed.algorithm || value !== computed.value,
  );
  if (wrong) throw badChecksum(wrong.algorithm);
  return computed;
}

/** CompleteMultipartUpload: the object is the list of its parts' bytes; nothing is copied. */
export async function completeMultipartUpload(call: Call): Promise<Reply> {
  const { bucket, key, services } = call;
  if (call.header('if-match') !== undefined) await demand(call, 's3:GetObject');
  const uploadId = call.query('uploadId') ?? '';
  bucket.upload(key, uploadId);
  const listed = parseXml(await receiveText(WITHOUT_DIGESTS, call.payload), Completion)
    .CompleteMultipartUpload.Part;
  const upload = bucket.upload(key, uploadId);
  const parts = listedParts(listed, upload);
  const checksum = checkedChecksum(call, upload, parts);
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  const stated = call.header('x-amz-mp-object-size');
  if (stated !== undefined && stated !== String(size)) {
    throw new S3Error(
      'InvalidRequest',
      `The provided 'x-amz-mp-object-size' header value ${stated} does not match what was computed: ${size}`,
    );
  }
  checkWrite(conditionOf(call), bucket.current(key));
  const { headers, metadata, tags } = upload.record;
  const version = bucket.put({
    headers,
    metadata,
    tags,
    key,
    modified: stamp(services),
    deleteMarker: false,
    size,
    etag: etagOf(parts),
    slices: parts.flatMap((part) => part.slices),
    checksum,
    uploadId,
  });
  bucket.endUpload(uploadId);
  announce(services, bucket, version, 'CompleteMultipartUpload');
  return {
    headers: versionHeader(bucket, version),
    body: xmlDocument(
      element(
        'CompleteMultipartUploadResult',
        element('Location', `http://${call.host}/${encodePath(`${bucket.options.name}/${key}`)}`),
        element('Bucket', bucket.options.name),
        element('Key', key),
        element('ETag', `"${version.etag}"`),
        checksumElement(checksum?.algorithm, checksum?.value),
        optional('ChecksumType', checksum?.type),
      ),
    ),
  };
}
