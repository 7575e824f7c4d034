import * as z from 'zod';
import { S3Error } from './errors.ts';
import type { Description, Tag, VersionRecord } from './records.ts';
import { parseXml } from './xml-body.ts';

const SYSTEM_HEADERS = [
  'content-type',
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'expires',
];
const METADATA = 'x-amz-meta-';
const LONGEST_METADATA = 2048;

/** A header lookup and the names that were sent: of a request, or of a POST form's fields. */
export interface Said {
  names: Iterable<string>;
  header(name: string): string | undefined;
}

// Accepting one of these and doing nothing would promise what is not there.
const UNSUPPORTED =
  /^x-amz-(grant-|object-lock-|server-side-encryption-|website-redirect-location|copy-source-server-side-|write-offset-bytes|bucket-object-lock)/;

/** @throws S3Error for what a client may ask of real S3 and this server does not do. */
export function refuseUnsupported(said: Said): void {
  for (const name of said.names) {
    if (UNSUPPORTED.test(name)) throw new S3Error('NotImplemented', `${name} is not implemented.`);
  }
  const acl = said.header('x-amz-acl');
  if (acl !== undefined && acl !== 'private' && acl !== 'bucket-owner-full-control') {
    throw new S3Error('AccessControlListNotSupported');
  }
  if ((said.header('x-amz-server-side-encryption') ?? 'AES256') !== 'AES256')
    throw new S3Error('NotImplemented');
  if ((said.header('x-amz-storage-class') ?? 'STANDARD') !== 'STANDARD') throw new S3Error('NotImplemented');
}

/** What an upload says of its object; `refuseUnsupported` comes before. */
export function describe(said: Said): Description {
  const headers: Record<string, string> = { 'content-type': 'binary/octet-stream' };
  for (const name of SYSTEM_HEADERS) {
    const value = said.header(name);
    if (value) headers[name] = value;
  }
  // aws-chunked is how the body travelled, not what the object is.
  const encodings = (headers['content-encoding'] ?? '').split(',').map((encoding) => encoding.trim());
  const encoding = encodings.filter((one) => one !== '' && one !== 'aws-chunked').join(', ');
  delete headers['content-encoding'];
  if (encoding) headers['content-encoding'] = encoding;

  const metadata: Record<string, string> = {};
  for (const name of said.names) {
    if (name.startsWith(METADATA)) metadata[name.slice(METADATA.length)] = said.header(name) ?? '';
  }
  const size = Object.entries(metadata).reduce((sum, pair) => sum + Buffer.byteLength(pair.join('')), 0);
  if (size > LONGEST_METADATA) {
    throw new S3Error('MetadataTooLarge', undefined, {
      details: { Size: String(size), MaxSizeAllowed: String(LONGEST_METADATA) },
    });
  }
  return { headers, metadata, tags: parseTagHeader(said.header('x-amz-tagging') ?? '') };
}

const isAscii = (text: string): boolean => /^[\x20-\x7e]*$/.test(text);

/** Text in a header; what is not ASCII comes back as an RFC 2047 word, as S3 does it. */
const headerText = (text: string): string =>
  isAscii(text) ? text : `=?UTF-8?B?${Buffer.from(text).toString('base64')}?=`;

/** The headers that a GET or HEAD gives back of a description. */
export function describedHeaders(version: VersionRecord): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(version.headers)) result[name] = headerText(value);
  for (const [name, value] of Object.entries(version.metadata)) result[METADATA + name] = headerText(value);
  if (version.tags.length > 0) result['x-amz-tagging-count'] = String(version.tags.length);
  return result;
}

function checkedTags(tags: Tag[]): Tag[] {
  if (tags.length > 10) throw new S3Error('BadRequest', 'Object tags cannot be greater than 10');
  if (new Set(tags.map(({ key }) => key)).size < tags.length) {
    throw new S3Error('InvalidTag', 'Cannot provide multiple Tags with the same key');
  }
  const allowed = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
  for (const { key, value } of tags) {
    if (key.length < 1 || key.length > 128 || !allowed.test(key)) {
      throw new S3Error('InvalidTag', 'The TagKey you have provided is invalid');
    }
    if (value.length > 256 || !allowed.test(value)) {
      throw new S3Error('InvalidTag', 'The TagValue you have provided is invalid');
    }
  }
  return tags;
}

/** x-amz-tagging: `a=1&b=2`, form-encoded. */
function parseTagHeader(header: string): Tag[] {
  return checkedTags([...new URLSearchParams(header)].map(([key, value]) => ({ key, value })));
}

const TagSet = z.object({ Tag: z.array(z.object({ Key: z.string(), Value: z.string() })).default([]) });
const Tagging = z.object({ Tagging: z.object({ TagSet: z.union([TagSet, z.literal('')]) }) });

/** The document of PutObjectTagging, and of a POST form's `tagging`. */
export function parseTagXml(source: string): Tag[] {
  const { TagSet: set } = parseXml(source, Tagging).Tagging;
  return checkedTags(set === '' ? [] : set.Tag.map((tag) => ({ key: tag.Key, value: tag.Value })));
}
