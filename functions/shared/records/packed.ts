import { gunzipSync, gzipSync } from 'node:zlib';
import { Problem } from '../problems.ts';
import type { Record } from './shapes.ts';

/** DynamoDB takes items of 400 KB, names of attributes included. */
const MOST_BYTES = 390_000;
/** An item that inflates beyond this was not written by us. */
const MOST_INFLATED = 32 * 1024 * 1024;

/**
 * A row whose answers are kept as gzipped JSON, about a tenth of its size for tables of text.
 * @throws Problem `too-large` when even so it does not fit into a row together with all else that stands there.
 */
export function pack(row: Record): Record {
  const { answers, ...rest } = row;
  const packed = gzipSync(JSON.stringify(answers ?? null), { level: 1 });
  if (packed.length + Buffer.byteLength(JSON.stringify(rest)) > MOST_BYTES) throw new Problem('too-large');
  return { ...rest, answers: packed };
}

export function unpack(stored: unknown): unknown {
  if (!(stored instanceof Uint8Array)) return undefined;
  return JSON.parse(gunzipSync(stored, { maxOutputLength: MOST_INFLATED }).toString('utf8'));
}
