import { gunzipSync, gzipSync } from 'node:zlib';
import { Problem } from '../problems.ts';
import type { Record } from './shapes.ts';

/** DynamoDB takes items of 400 KB, names of attributes included. */
const MOST_BYTES = 390_000;
/** An item that inflates beyond this was not written by us. */
const MOST_INFLATED = 32 * 1024 * 1024;

/**
 * Gzipped JSON, about a tenth of its size for tables of text.
 * @param rest all else that stands in the row
 * @throws Problem `too-large` when even so it does not fit into a row with the rest
 */
export function packed(content: unknown, rest: Record): Uint8Array {
  const bytes = gzipSync(JSON.stringify(content ?? null), { level: 1 });
  if (bytes.length + Buffer.byteLength(JSON.stringify(rest)) > MOST_BYTES) throw new Problem('too-large');
  return bytes;
}

/** A row whose answers are kept packed. @throws Problem `too-large` */
export function pack(row: Record): Record {
  const { answers, ...rest } = row;
  return { ...rest, answers: packed(answers, rest) };
}

export function unpack(stored: unknown): unknown {
  if (!(stored instanceof Uint8Array)) return undefined;
  return JSON.parse(gunzipSync(stored, { maxOutputLength: MOST_INFLATED }).toString('utf8'));
}
