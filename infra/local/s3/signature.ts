import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { awsEncode, type QueryPairs } from './request.ts';

export const ALGORITHM = 'AWS4-HMAC-SHA256';
export const EMPTY_SHA256 = createHash('sha256').digest('hex');

/** `AKID/20231009/cn-north-1/s3/aws4_request`, taken apart. */
export interface Credential {
  accessKeyId: string;
  date: string;
  region: string;
  service: string;
  /** What follows the access key id, as signed. */
  scope: string;
}

export function parseCredential(text: string): Credential | undefined {
  const parts = text.split('/');
  const [date, region, service, terminator] = parts.slice(-4);
  const accessKeyId = parts.slice(0, -4).join('/');
  if (!accessKeyId || !date || !region || !service || terminator !== 'aws4_request') return undefined;
  return { accessKeyId, date, region, service, scope: `${date}/${region}/${service}/${terminator}` };
}

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** The key that signs everything of one day, region and service. */
export function signingKey(secretAccessKey: string, credential: Credential): Buffer {
  const day = hmac(`AWS4${secretAccessKey}`, credential.date);
  return hmac(hmac(hmac(day, credential.region), credential.service), 'aws4_request');
}

export const signed = (key: Buffer, text: string): string => hmac(key, text).toString('hex');

export function sameSignature(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

const byEncoding = ([a, x]: readonly [string, string], [b, y]: readonly [string, string]): number => {
  if (a !== b) return a < b ? -1 : 1;
  return x < y ? -1 : Number(x > y);
};

export function canonicalRequest(parts: {
  method: string;
  /** Encoded. */
  path: string;
  /** Decoded, without X-Amz-Signature. */
  query: QueryPairs;
  header(name: string): string | undefined;
  /** Lower-case names in the order signed. */
  signedHeaders: string[];
  payloadHash: string;
}): string {
  const query = parts.query
    .map(([name, value]) => [awsEncode(name), awsEncode(value)] as const)
    .toSorted(byEncoding)
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  const headers = parts.signedHeaders.map(
    (name) => `${name}:${(parts.header(name) ?? '').trim().replace(/ +/g, ' ')}\n`,
  );
  return [
    parts.method,
    parts.path,
    query,
    headers.join(''),
    parts.signedHeaders.join(';'),
    parts.payloadHash,
  ].join('\n');
}

export const stringToSign = (timestamp: string, scope: string, canonical: string): string =>
  [ALGORITHM, timestamp, scope, createHash('sha256').update(canonical).digest('hex')].join('\n');

/** What one chunk of a signed aws-chunked body signs, chained to the signature before it. */
export const chunkStringToSign = (
  timestamp: string,
  scope: string,
  previous: string,
  chunkHash: string,
): string => [`${ALGORITHM}-PAYLOAD`, timestamp, scope, previous, EMPTY_SHA256, chunkHash].join('\n');

/** What the trailer of a signed aws-chunked body signs. */
export const trailerStringToSign = (
  timestamp: string,
  scope: string,
  previous: string,
  trailerHash: string,
): string => [`${ALGORITHM}-TRAILER`, timestamp, scope, previous, trailerHash].join('\n');

/** `20231009T080000Z` as a time; undefined when it is none. */
export function parseTimestamp(text: string | undefined): Date | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text ?? '');
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second] = match;
  const time = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(time.getTime()) ? undefined : time;
}
