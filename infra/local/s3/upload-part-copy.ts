import { cut } from './blobs.ts';
import { type Call, type Reply, stamp } from './call.ts';
import { copyResult, copySource, copySourceHeader, digestStored } from './copy-object.ts';
import { invalidArgument, S3Error } from './errors.ts';
import { partTarget } from './multipart.ts';
import type { ByteRange } from './ranges.ts';
import { LARGEST_BODY } from './receive.ts';
import type { VersionRecord } from './records.ts';

const SMALLEST_RANGED_SOURCE = 5 * 1024 ** 2;

/** x-amz-copy-source-range: `bytes=first-last`, both given and inside the source, which must be larger than 5 MiB. */
function sourceRange(call: Call, source: VersionRecord): ByteRange | undefined {
  const name = 'x-amz-copy-source-range';
  const header = call.header(name);
  if (header === undefined) return undefined;
  const match = /^bytes=(\d+)-(\d+)$/.exec(header);
  const [first, last] = [Number(match?.[1]), Number(match?.[2])];
  if (!match || last < first) {
    throw invalidArgument(
      name,
      header,
      'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy',
    );
  }
  if (source.size <= SMALLEST_RANGED_SOURCE) {
    throw new S3Error(
      'InvalidRequest',
      'The specified copy source is not supported as a byte-range copy source',
    );
  }
  if (last >= source.size) {
    throw invalidArgument(
      name,
      header,
      `Range specified is not valid for source object of size: ${source.size}`,
    );
  }
  return { first, last };
}

/** The part's ETag and checksum; the source's own when it is taken whole and has them. */
async function partDigests(
  call: Call,
  source: VersionRecord,
  range: ByteRange | undefined,
  slices: VersionRecord['slices'],
) {
  const algorithm = call.bucket.upload(call.key, call.query('uploadId') ?? '').record.checksum?.algorithm;
  const full = source.checksum?.type === 'FULL_OBJECT' ? source.checksum : undefined;
  const whole = !range && !source.etag.includes('-');
  if (whole && (algorithm === undefined || full?.algorithm === algorithm)) {
    return { etag: source.etag, algorithm, checksum: algorithm && full?.value };
  }
  return { algorithm, ...(await digestStored(call, slices, algorithm)) };
}

/** UploadPartCopy. The part shares the source's bytes on disk; they are read for their checksum, not written again. */
export async function uploadPartCopy(call: Call): Promise<Reply> {
  const { bucket, key, services } = call;
  const { upload, number } = partTarget(call);
  const source = await copySource(call);
  const range = sourceRange(call, source.version);
  const slices = range ? cut(source.version.slices, range.first, range.last) : source.version.slices;
  const size = range ? range.last - range.first + 1 : source.version.size;
  if (size > LARGEST_BODY) {
    throw new S3Error(
      'InvalidRequest',
      `The specified copy source is larger than the maximum allowable size for a copy source: ${LARGEST_BODY}`,
    );
  }
  services.blobs.keep(slices);
  try {
    const { etag, algorithm, checksum } = await partDigests(call, source.version, range, slices);
    const modified = stamp(services);
    bucket.putPart(key, { uploadId: upload.record.uploadId, number, modified, size, etag, slices, checksum });
    return {
      headers: copySourceHeader(source),
      body: copyResult(
        'CopyPartResult',
        etag,
        modified,
        algorithm && checksum !== undefined ? { algorithm, value: checksum } : undefined,
      ),
    };
  } finally {
    services.blobs.release(slices);
  }
}
