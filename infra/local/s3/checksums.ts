import { createHash } from 'node:crypto';
import { CRC32, CRC32C, combineCrc, crcOf } from './crc.ts';
import { S3Error } from './errors.ts';
import { element, type Xml } from './xml.ts';

export const CHECKSUM_ALGORITHMS = ['CRC32', 'CRC32C', 'SHA1', 'SHA256'] as const;
export type ChecksumAlgorithm = (typeof CHECKSUM_ALGORITHMS)[number];
export type ChecksumType = 'FULL_OBJECT' | 'COMPOSITE';

/** A checksum as S3 keeps it; the value is base64, with `-N` behind it when composite. */
export interface Checksum {
  algorithm: ChecksumAlgorithm;
  type: ChecksumType;
  value: string;
}

interface Hasher {
  update(chunk: Uint8Array): void;
  digest(): Buffer;
}

const POLYNOMIALS: Partial<Record<ChecksumAlgorithm, number>> = { CRC32, CRC32C };

const bigEndian = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

export function hasherFor(algorithm: ChecksumAlgorithm | 'MD5'): Hasher {
  const polynomial = algorithm === 'MD5' ? undefined : POLYNOMIALS[algorithm];
  if (polynomial === undefined) {
    const hash = createHash(algorithm.toLowerCase());
    return { update: (chunk) => void hash.update(chunk), digest: () => hash.digest() };
  }
  let value = 0;
  return {
    update(chunk) {
      value = crcOf(polynomial, chunk, value);
    },
    digest: () => bigEndian(value),
  };
}

export const checksumHeader = (algorithm: ChecksumAlgorithm): string =>
  `x-amz-checksum-${algorithm.toLowerCase()}`;

export const checksumHeaders = (checksum: Checksum | undefined): Record<string, string> =>
  checksum
    ? { [checksumHeader(checksum.algorithm)]: checksum.value, 'x-amz-checksum-type': checksum.type }
    : {};

/** ChecksumCRC32 and the like, in results of copies and completions and in lists of parts. */
export const checksumElement = (
  algorithm: ChecksumAlgorithm | undefined,
  value: string | undefined,
): Xml | undefined => (algorithm && value !== undefined ? element(`Checksum${algorithm}`, value) : undefined);

/** @throws S3Error NotImplemented for CRC64NVME and others that S3 knows and this server does not. */
export function parseAlgorithm(name: string): ChecksumAlgorithm {
  const known = CHECKSUM_ALGORITHMS.find((algorithm) => algorithm === name.toUpperCase());
  if (!known) throw new S3Error('NotImplemented', `The checksum algorithm ${name} is not implemented.`);
  return known;
}

/** The checksum that a request says its body has; `value` is undefined when a trailer will bring it. */
export interface ExpectedChecksum {
  algorithm: ChecksumAlgorithm;
  value: string | undefined;
}

const NOT_VALUES = ['x-amz-checksum-mode', 'x-amz-checksum-algorithm', 'x-amz-checksum-type'];

/**
 * Reads x-amz-checksum-*, x-amz-trailer and x-amz-sdk-checksum-algorithm.
 * @param names of all headers sent, lower-case
 */
export function expectedChecksum(
  names: Iterable<string>,
  header: (name: string) => string | undefined,
): ExpectedChecksum | undefined {
  const given = [...names].filter((name) => name.startsWith('x-amz-checksum-') && !NOT_VALUES.includes(name));
  const trailer = header('x-amz-trailer')?.trim().toLowerCase();
  if (trailer !== undefined) given.push(trailer);
  const [name] = given;
  if (given.length > 1) throw new S3Error('InvalidRequest', 'Expecting a single x-amz-checksum- header.');
  if (name === undefined) {
    if (header('x-amz-sdk-checksum-algorithm') === undefined) return undefined;
    throw new S3Error(
      'InvalidRequest',
      'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.',
    );
  }
  const algorithm = parseAlgorithm(name.slice('x-amz-checksum-'.length));
  const value = trailer === undefined ? header(name) : undefined;
  if (value !== undefined) checkValue(algorithm, value);
  return { algorithm, value };
}

/** @throws S3Error InvalidRequest when it is not base64 of the algorithm's length. */
export function checkValue(algorithm: ChecksumAlgorithm, value: string): void {
  const bytes = Buffer.from(value, 'base64');
  if (bytes.toString('base64') !== value || bytes.length !== hasherFor(algorithm).digest().length) {
    throw new S3Error('InvalidRequest', `Value for ${checksumHeader(algorithm)} header is invalid.`);
  }
}

export const badChecksum = (algorithm: ChecksumAlgorithm): S3Error =>
  new S3Error('BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`);

/** The checksum of an object made of parts, from the parts' own. */
export function checksumOfParts(
  algorithm: ChecksumAlgorithm,
  type: ChecksumType,
  parts: { size: number; checksum: string }[],
): Checksum {
  const digests = parts.map(({ checksum }) => Buffer.from(checksum, 'base64'));
  if (type === 'COMPOSITE') {
    const hasher = hasherFor(algorithm);
    for (const digest of digests) hasher.update(digest);
    return { algorithm, type, value: `${hasher.digest().toString('base64')}-${parts.length}` };
  }
  const polynomial = POLYNOMIALS[algorithm];
  if (polynomial === undefined) throw fullObjectImpossible(algorithm);
  let value = 0;
  for (const [index, digest] of digests.entries()) {
    value = combineCrc(polynomial, value, digest.readUInt32BE(), parts[index]?.size ?? 0);
  }
  return { algorithm, type, value: bigEndian(value).toString('base64') };
}

const fullObjectImpossible = (algorithm: ChecksumAlgorithm): S3Error =>
  new S3Error(
    'InvalidRequest',
    `The FULL_OBJECT checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
  );

/** The type that a multipart upload gets; composite unless it asks for the other. */
export function parseChecksumType(algorithm: ChecksumAlgorithm, asked: string | undefined): ChecksumType {
  if (asked === undefined || asked === 'COMPOSITE') return 'COMPOSITE';
  if (asked !== 'FULL_OBJECT')
    throw new S3Error('InvalidRequest', 'Value for x-amz-checksum-type header is invalid.');
  if (POLYNOMIALS[algorithm] === undefined) throw fullObjectImpossible(algorithm);
  return 'FULL_OBJECT';
}
