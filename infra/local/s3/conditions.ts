import { S3Error } from './errors.ts';

/** What a condition is held against. */
interface Current {
  /** Without quotes. */
  etag: string;
  modified: Date;
}

export type ConditionName = 'if-match' | 'if-none-match' | 'if-modified-since' | 'if-unmodified-since';

const unquoted = (etag: string): string => etag.trim().replace(/^(?:W\/)?"(.*)"$/, '$1');

/** `"a", "b"` or `*` against an ETag. */
export function etagMatches(header: string, etag: string): boolean {
  return header.split(',').some((one) => one.trim() === '*' || unquoted(one) === etag);
}

/** An HTTP date has seconds only, so the object's time is cut to seconds too. */
const newerThan = (current: Current, header: string): boolean | undefined => {
  const time = Date.parse(header);
  return Number.isNaN(time) ? undefined : Math.floor(current.modified.getTime() / 1000) * 1000 > time;
};

const failed = (condition: string) =>
  new S3Error('PreconditionFailed', undefined, { details: { Condition: condition } });

/**
 * The four conditions of a read, in the precedence of RFC 9110: an ETag condition silences the date beside it.
 * @throws S3Error PreconditionFailed, or NotModified for the two "none" conditions.
 */
export function checkRead(condition: (name: ConditionName) => string | undefined, current: Current): void {
  const [match, since] = [condition('if-match'), condition('if-unmodified-since')];
  if (match !== undefined) {
    if (!etagMatches(match, current.etag)) throw failed('If-Match');
  } else if (since !== undefined && newerThan(current, since) === true) {
    throw failed('If-Unmodified-Since');
  }
  const [none, after] = [condition('if-none-match'), condition('if-modified-since')];
  if (none !== undefined) {
    if (etagMatches(none, current.etag)) throw new S3Error('NotModified');
  } else if (after !== undefined && newerThan(current, after) === false) {
    throw new S3Error('NotModified');
  }
}

/** The same four on the source of a copy, where "not modified" is a failure too. */
export function checkCopySource(
  condition: (name: ConditionName) => string | undefined,
  current: Current,
): void {
  try {
    checkRead(condition, current);
  } catch (error) {
    if (error instanceof S3Error && error.code === 'NotModified') throw failed('If-None-Match');
    throw error;
  }
}

/**
 * The conditions of a write: `If-None-Match: *` (only if absent) and `If-Match` (only if still this one).
 * @throws S3Error PreconditionFailed, NoSuchKey when If-Match has nothing to match, NotImplemented for an
 * If-None-Match with an ETag, which S3 does not take.
 */
export function checkWrite(
  condition: (name: 'if-match' | 'if-none-match') => string | undefined,
  current: Current | undefined,
): void {
  const [match, none] = [condition('if-match'), condition('if-none-match')];
  if (none !== undefined) {
    if (none.trim() !== '*') throw new S3Error('NotImplemented');
    if (current) throw failed('If-None-Match');
  }
  if (match !== undefined) {
    if (!current) throw new S3Error('NoSuchKey');
    if (!etagMatches(match, current.etag)) throw failed('If-Match');
  }
}

/** If-Range: whether the Range still speaks of this object; otherwise the whole of it is sent. */
export function rangeStillHolds(header: string | undefined, current: Current): boolean {
  if (header === undefined) return true;
  return header.includes('"') ? etagMatches(header, current.etag) : newerThan(current, header) === false;
}
