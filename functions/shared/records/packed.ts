import { brotliCompressSync, brotliDecompressSync, constants, gunzipSync, gzipSync } from 'node:zlib';
import { type Detail, Problem } from '../problems.ts';
import type { Record } from './shapes.ts';

/** DynamoDB takes items of 400 KB, names of attributes included. */
const MOST_BYTES = 390_000;
/** An item that inflates beyond this was not written by us. */
const MOST_INFLATED = 32 * 1024 * 1024;
/** What Brotli may still save, in several times the time. */
const BROTLI_SAVES = 0.3;
const BROTLI = {
  params: {
    [constants.BROTLI_PARAM_QUALITY]: 6,
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
  },
};

const json = (content: unknown): string => JSON.stringify(content ?? null);
const gzipped = (content: string): Uint8Array => gzipSync(content, { level: 1 });

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const kilobytes = (bytes: number): string => (bytes / 1000).toFixed(0);

/** How much there is and how much there may be, at the answer that takes the most. */
function tooLarge(bytes: number, room: number, content: unknown): Detail {
  const members = isObject(content) && !Array.isArray(content) ? Object.entries(content) : [];
  const sizes = members.map(([name, value]): [string, number] => [name, json(value).length]);
  const [largest] = sizes.sort(([, a], [, b]) => b - a);
  const [given, most] = [kilobytes(bytes), kilobytes(room)];
  const less = Math.ceil((1 - room / bytes) * 100);
  return {
    pointer: largest ? `/${largest[0]}` : '',
    severity: 'blocking',
    code: 'too-large',
    message: {
      zh: `内容压缩后约${given}KB，系统最多保存${most}KB。请将文字减少${less}%以上，或将长材料作为附件上传。`,
      en: `This takes ${given} KB when compressed; ${most} KB can be kept. Shorten the text by ${less} % or more, or upload long material as files.`,
    },
  };
}

/**
 * JSON, gzipped to about a tenth of its size for tables of text; what does not fit so is compressed harder.
 * @param rest all else that stands in the row
 * @param taken bytes of what is packed beside it
 * @throws Problem `too-large` when even so it does not fit into a row with the rest
 */
export function packed(content: unknown, rest: Record, taken = 0): Uint8Array {
  const room = MOST_BYTES - Buffer.byteLength(json(rest)) - taken;
  const text = json(content);
  const fast = gzipped(text);
  if (fast.length <= room) return fast;
  const small = fast.length * (1 - BROTLI_SAVES) <= room ? brotliCompressSync(text, BROTLI) : fast;
  if (small.length <= room) return small;
  throw new Problem('too-large', [tooLarge(small.length + taken, room + taken, content)]);
}

/** Of a report, what is packed beside its answers. */
const BESIDE = ['explanations', 'doubts'];

/** A row whose answers are kept packed, and what else there may be much of. @throws Problem `too-large` */
export function pack(row: Record): Record {
  const { answers, ...rest } = row;
  const beside = BESIDE.flatMap((name): [string, Uint8Array][] => {
    const content = rest[name];
    return isObject(content) && Object.keys(content).length > 0 ? [[name, gzipped(json(content))]] : [];
  });
  const small = { ...rest, ...Object.fromEntries(beside.map(([name]) => [name, null])) };
  const taken = beside.reduce((sum, [, { length }]) => sum + length, 0);
  return { ...rest, ...Object.fromEntries(beside), answers: packed(answers, small, taken) };
}

export function unpack(stored: unknown): unknown {
  if (!(stored instanceof Uint8Array)) return undefined;
  // No stream of Brotli with its usual window begins with this.
  const inflate = stored[0] === 0x1f && stored[1] === 0x8b ? gunzipSync : brotliDecompressSync;
  return JSON.parse(inflate(stored, { maxOutputLength: MOST_INFLATED }).toString('utf8'));
}

/** What `pack` packed of a row; what stands beside the answers was kept as it is once. */
export const unpacked = ({ answers, ...rest }: Record): Record => ({
  answers: unpack(answers),
  ...Object.fromEntries(BESIDE.map((name) => [name, unpack(rest[name]) ?? rest[name]])),
});
