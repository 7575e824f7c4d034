import { gunzipSync, gzipSync } from 'node:zlib';
import { Problem } from '../problems.ts';

/** DynamoDB takes items of 400 KB; the rest of a row (attachments, explanations) needs room too. */
const MOST_BYTES = 300_000;
/** An item that inflates beyond this was not written by us. */
const MOST_INFLATED = 32 * 1024 * 1024;

/**
 * Answers as a row keeps them: gzipped JSON, about a tenth of its size for tables of text.
 * @throws Problem `too-large` when even so they do not fit into a row.
 */
export function pack(answers: unknown): Uint8Array {
  const bytes = gzipSync(JSON.stringify(answers ?? null), { level: 1 });
  if (bytes.length > MOST_BYTES) throw new Problem('too-large');
  return bytes;
}

export function unpack(stored: unknown): unknown {
  if (!(stored instanceof Uint8Array)) return undefined;
  return JSON.parse(gunzipSync(stored, { maxOutputLength: MOST_INFLATED }).toString('utf8'));
}
