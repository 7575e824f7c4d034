import type { IncomingMessage } from 'node:http';
import { S3Error } from './errors.ts';

export type QueryPairs = readonly (readonly [name: string, value: string])[];

/** What a request names: `key` is empty for a bucket, `bucket` is empty for the service. */
export interface Target {
  bucket: string;
  key: string;
  query: QueryPairs;
}

/** Percent-encoding as SigV4 wants it: everything but the unreserved characters. */
export const awsEncode = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** A key in a URL's path, slashes kept. */
export const encodePath = (path: string): string => path.split('/').map(awsEncode).join('/');

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new S3Error('InvalidURI');
  }
}

/** `a=1&b` => [['a','1'],['b','']] */
function parseQuery(raw: string): QueryPairs {
  return raw
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [name = '', ...rest] = pair.replaceAll('+', '%20').split('=');
      return [decoded(name), decoded(rest.join('='))];
    });
}

/**
 * Reads the raw request target. The URL class is not used: it resolves `..` and so turns one key into another,
 * and breaks the signature of the first.
 */
export function parseTarget(raw: string): Target {
  if (!raw.startsWith('/')) throw new S3Error('InvalidURI');
  const mark = raw.indexOf('?');
  const path = mark < 0 ? raw : raw.slice(0, mark);
  const slash = path.indexOf('/', 1);
  const key = slash < 0 ? '' : decoded(path.slice(slash + 1));
  if (Buffer.byteLength(key) > 1024) throw new S3Error('KeyTooLongError');
  return {
    bucket: decoded(slash < 0 ? path.slice(1) : path.slice(1, slash)),
    key,
    query: mark < 0 ? [] : parseQuery(raw.slice(mark + 1)),
  };
}

/** The canonical URI of a target that has a key, a trailing slash or neither, as the client wrote it. */
export function canonicalPath(raw: string): string {
  const mark = raw.indexOf('?');
  return encodePath(decoded(mark < 0 ? raw : raw.slice(0, mark)));
}

export function queryValue(query: QueryPairs, name: string): string | undefined {
  return query.find(([candidate]) => candidate === name)?.[1];
}

/** A header's values as one; repeated ones joined as SigV4 joins them. */
export const headerValue = (request: IncomingMessage, name: string): string | undefined =>
  request.headersDistinct[name]?.join(',');
