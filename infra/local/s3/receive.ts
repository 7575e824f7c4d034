import type { Blobs, Slice } from './blobs.ts';
import {
  badChecksum,
  type Checksum,
  type ChecksumAlgorithm,
  checksumHeader,
  checkValue,
  expectedChecksum,
  hasherFor,
} from './checksums.ts';
import type { Said } from './description.ts';
import { S3Error } from './errors.ts';

export const LARGEST_BODY = 5 * 1024 ** 3;

/** Bytes on disk, not yet named by any record: `slices` are held and must be released. */
export interface Received {
  slices: Slice[];
  size: number;
  /** MD5 in hex. */
  etag: string;
  checksum: Checksum | undefined;
}

const tooLarge = (size: number) =>
  new S3Error('EntityTooLarge', undefined, {
    details: { ProposedSize: String(size), MaxSizeAllowed: String(LARGEST_BODY) },
  });

/**
 * Digests a stream on its way to `keep`.
 * @param algorithm of the checksum to compute beside the MD5
 */
export async function digested<T>(
  source: AsyncIterable<Buffer>,
  algorithm: ChecksumAlgorithm | undefined,
  keep: (chunks: AsyncIterable<Buffer>) => Promise<T>,
): Promise<{ kept: T; size: number; md5: Buffer; checksum: string | undefined }> {
  const md5 = hasherFor('MD5');
  const hasher = algorithm && hasherFor(algorithm);
  let size = 0;
  async function* passing(): AsyncGenerator<Buffer> {
    for await (const chunk of source) {
      size += chunk.length;
      if (size > LARGEST_BODY) throw tooLarge(size);
      md5.update(chunk);
      hasher?.update(chunk);
      yield chunk;
    }
  }
  const kept = await keep(passing());
  return { kept, size, md5: md5.digest(), checksum: hasher?.digest().toString('base64') };
}

function expectedMd5(header: string | undefined): Buffer | undefined {
  if (header === undefined) return undefined;
  const bytes = Buffer.from(header, 'base64');
  if (bytes.length !== 16 || bytes.toString('base64') !== header) throw new S3Error('InvalidDigest');
  return bytes;
}

/** A body as it comes; `trailer` is known after the last chunk. */
interface Body {
  length?: number | undefined;
  chunks: AsyncIterable<Buffer>;
  trailer?(name: string): string | undefined;
}

/**
 * Hands a body to `keep` and holds it against the digests that the request names.
 * @param discard undoes what `keep` did
 * @param fallback the algorithm to compute when the request names none
 */
async function verified<T>(
  said: Said,
  body: Body,
  keep: (chunks: AsyncIterable<Buffer>) => Promise<T>,
  discard: (kept: T) => void,
  fallback?: ChecksumAlgorithm,
): Promise<{ kept: T; size: number; md5: Buffer; checksum: Checksum | undefined }> {
  const expected = expectedChecksum(said.names, said.header);
  const md5Expected = expectedMd5(said.header('content-md5'));
  if (body.length !== undefined && body.length > LARGEST_BODY) throw tooLarge(body.length);
  const algorithm = expected?.algorithm ?? fallback;
  const { checksum: value, ...rest } = await digested(body.chunks, algorithm, keep);
  try {
    if (md5Expected && !md5Expected.equals(rest.md5)) throw new S3Error('BadDigest');
    if (expected) {
      const stated = expected.value ?? body.trailer?.(checksumHeader(expected.algorithm));
      if (stated === undefined)
        throw new S3Error('InvalidRequest', 'The announced checksum trailer did not come.');
      checkValue(expected.algorithm, stated);
      if (stated !== value) throw badChecksum(expected.algorithm);
    }
  } catch (error) {
    discard(rest.kept);
    throw error;
  }
  return {
    ...rest,
    checksum: algorithm && value !== undefined ? { algorithm, type: 'FULL_OBJECT', value } : undefined,
  };
}

/**
 * Streams a body to disk.
 * @throws S3Error BadDigest and others; then nothing is left on disk.
 */
export async function receive(
  blobs: Blobs,
  said: Said,
  body: Body,
  fallback?: ChecksumAlgorithm,
): Promise<Received> {
  const { kept, size, md5, checksum } = await verified(
    said,
    body,
    (chunks) => blobs.write(chunks),
    (slices) => blobs.release(slices),
    fallback,
  );
  return { slices: kept, size, etag: md5.toString('hex'), checksum };
}

// CompleteMultipartUpload with 10,000 parts and all their checksums is below 3 MB.
const LONGEST_DOCUMENT = 4 * 1024 * 1024;

async function textOf(chunks: AsyncIterable<Buffer>): Promise<string> {
  const all: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > LONGEST_DOCUMENT) throw new S3Error('EntityTooLarge');
    all.push(chunk);
  }
  return Buffer.concat(all).toString('utf8');
}

/** The whole body as text, for the XML documents that some requests carry. */
export async function receiveText(said: Said, body: Body): Promise<string> {
  return (await verified(said, body, textOf, () => undefined)).kept;
}
