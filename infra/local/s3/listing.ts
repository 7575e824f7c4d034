import type { Call } from './call.ts';
import { invalidArgument } from './errors.ts';
import { awsEncode } from './request.ts';

export interface Page<T> {
  entries: T[];
  commonPrefixes: string[];
  truncated: boolean;
  /** Of the last thing shown: an entry's key, or a common prefix. */
  last: { entry?: T; prefix?: string };
}

/**
 * One page of a listing. Keys that share what lies between the prefix and the next delimiter are shown as one common
 * prefix, which counts as one.
 * @param entries in S3's order, none before the prefix or the marker
 * @param seenPrefix the common prefix that the page before ended with, of which nothing more is to be shown
 */
export function page<T extends { key: string }>(
  entries: Iterable<T>,
  options: { prefix: string; delimiter: string; max: number; seenPrefix?: string | undefined },
): Page<T> {
  const { prefix, delimiter, max, seenPrefix } = options;
  const result: Page<T> = { entries: [], commonPrefixes: [], truncated: false, last: {} };
  if (max === 0) return result;
  for (const entry of entries) {
    if (!entry.key.startsWith(prefix)) break;
    const end = delimiter === '' ? -1 : entry.key.indexOf(delimiter, prefix.length);
    const common = end < 0 ? undefined : entry.key.slice(0, end + delimiter.length);
    if (common !== undefined && (common === seenPrefix || common === result.commonPrefixes.at(-1))) continue;
    if (result.entries.length + result.commonPrefixes.length === max) return { ...result, truncated: true };
    if (common === undefined) {
      result.entries.push(entry);
      result.last = { entry };
    } else {
      result.commonPrefixes.push(common);
      result.last = { prefix: common };
    }
  }
  return result;
}

/** max-keys and its like: at most 1,000, whatever is asked. */
export function limitOf(call: Call, name: string): number {
  const text = call.query(name);
  if (text === undefined || text === '') return 1000;
  if (!/^\d{1,10}$/.test(text)) {
    throw invalidArgument(name, text, `Provided ${name} not an integer or within integer range`);
  }
  return Math.min(Number(text), 1000);
}

/** How keys are written in a result: as they are, or for `encoding-type=url` form-encoded with slashes kept. */
export function keyEncoding(call: Call): (key: string) => string {
  const type = call.query('encoding-type');
  if (type === undefined) return (key) => key;
  if (type !== 'url')
    throw invalidArgument('encoding-type', type, 'Invalid Encoding Method specified in Request');
  return (key) => awsEncode(key).replaceAll('%2F', '/').replaceAll('%20', '+');
}
