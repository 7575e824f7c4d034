import * as z from 'zod';
import type { Bucket } from './bucket.ts';
import type { Call, Reply } from './call.ts';
import { invalidArgument } from './errors.ts';
import { keyEncoding, limitOf, page } from './listing.ts';
import type { VersionRecord } from './records.ts';
import { compareKeys } from './sorted-keys.ts';
import { element, optional, type Xml, xmlDocument } from './xml.ts';

/** Where a page ended; opaque to clients. */
const Token = z.object({ key: z.string().optional(), prefix: z.string().optional() });

function readToken(token: string): z.infer<typeof Token> {
  try {
    return Token.parse(JSON.parse(Buffer.from(token, 'base64url').toString('utf8')));
  } catch {
    throw invalidArgument('continuation-token', token, 'The continuation token provided is incorrect');
  }
}

function* currentAfter(bucket: Bucket, start: string, after: string): Generator<VersionRecord> {
  for (const key of bucket.keysFrom(start)) {
    const version = bucket.current(key);
    if (version && key !== after) yield version;
  }
}

const laterOf = (a: string, b: string): string => (compareKeys(a, b) > 0 ? a : b);

export async function listObjectsV2(call: Call): Promise<Reply> {
  const { bucket } = call;
  const [prefix, delimiter] = [call.query('prefix') ?? '', call.query('delimiter') ?? ''];
  const [startAfter, token] = [call.query('start-after') ?? '', call.query('continuation-token')];
  const from = token === undefined ? { key: startAfter } : readToken(token);
  const after = from.prefix ?? from.key ?? '';
  const [max, encode] = [limitOf(call, 'max-keys'), keyEncoding(call)];
  // A key may equal the common prefix that ended the page before: it belongs to it and is skipped with it.
  const entries = currentAfter(bucket, laterOf(prefix, after), from.prefix === undefined ? after : '');
  const shown = page(entries, { prefix, delimiter, max, seenPrefix: from.prefix });
  const next = { key: shown.last.entry?.key, prefix: shown.last.prefix };
  return {
    body: xmlDocument(
      element(
        'ListBucketResult',
        element('Name', bucket.options.name),
        element('Prefix', encode(prefix)),
        optional('Delimiter', call.query('delimiter') && encode(delimiter)),
        element('MaxKeys', max),
        optional('EncodingType', call.query('encoding-type')),
        element('KeyCount', shown.entries.length + shown.commonPrefixes.length),
        element('IsTruncated', shown.truncated),
        optional('StartAfter', call.query('start-after') && encode(startAfter)),
        optional('ContinuationToken', token),
        shown.truncated
          ? element('NextContinuationToken', Buffer.from(JSON.stringify(next)).toString('base64url'))
          : undefined,
        ...shown.entries.map((version) =>
          element('Contents', element('Key', encode(version.key)), ...versionElements(version)),
        ),
        ...shown.commonPrefixes.map((common) => element('CommonPrefixes', element('Prefix', encode(common)))),
      ),
    ),
  };
}

/** What a listing says of an object besides its key. */
export const versionElements = (version: VersionRecord): (Xml | undefined)[] => [
  element('LastModified', version.modified.toISOString()),
  element('ETag', `"${version.etag}"`),
  optional('ChecksumAlgorithm', version.checksum?.algorithm),
  optional('ChecksumType', version.checksum?.type),
  element('Size', version.size),
  element('StorageClass', 'STANDARD'),
];
