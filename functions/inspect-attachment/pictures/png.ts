import { crc32 } from 'node:zlib';
import type { Text } from '../../../schemas/text.ts';
import { FINDINGS } from '../findings.ts';
import { notA } from '../kind.ts';
import { foreignFrom, foreignOrPageIn } from '../signatures.ts';
import { BUDGET, type Budgeted } from '../source.ts';
import { alsoFaulty, type Found, fault, fine } from '../verdict.ts';

const KB = 1024;
const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
/** The first chunk with its frame, which has always the same length. */
const FIRST = 33;

interface Chunks {
  /** Just behind the last one; absent where that is not there. */
  end?: number;
  /** Is there a picture among them, and none of them damaged? */
  sound: boolean;
  foreign: Text | undefined;
}

/** The chunks of a whole PNG (ISO 15948): a length, a name, content and a checksum each. */
function chunksOf(bytes: Buffer): Chunks {
  const chunks: Chunks = { sound: false, foreign: undefined };
  for (let at = SIGNATURE.length; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const name = bytes.toString('latin1', at + 4, at + 8);
    const next = at + 12 + length;
    if (next > bytes.length) return chunks;
    if (crc32(bytes.subarray(at + 4, next - 4)) !== bytes.readUInt32BE(next - 4)) return chunks;
    if (name === 'IDAT') chunks.sound ||= length > 0;
    else chunks.foreign ??= foreignOrPageIn(bytes.subarray(at + 8, next - 4));
    if (name === 'IEND') {
      chunks.foreign ??= foreignFrom(bytes.subarray(next));
      return { ...chunks, end: next };
    }
    at = next;
  }
  return chunks;
}

/** One that is too large to be held has its end looked at alone. */
async function endOf(source: Budgeted): Promise<Chunks> {
  const tail = Buffer.from(await source.read(Math.max(0, source.size - 66 * KB), 66 * KB));
  const end = tail.lastIndexOf('IEND');
  return { sound: true, foreign: foreignOrPageIn(tail), ...(end >= 0 && { end }) };
}

export async function inspectPng(source: Budgeted): Promise<Found> {
  const head = Buffer.from(await source.read(0, FIRST));
  if (!head.subarray(0, 8).equals(SIGNATURE)) return notA('PNG', source);
  if (head.length < FIRST) return fault(FINDINGS.truncated());
  const [width, height] = [head.readUInt32BE(16), head.readUInt32BE(20)];
  const isPicture = head.toString('latin1', 12, 16) === 'IHDR' && width > 0 && height > 0;
  if (!isPicture || Math.max(width, height) >= 2 ** 31) return fault(FINDINGS.truncated());
  const chunks =
    source.size <= BUDGET ? chunksOf(Buffer.from(await source.read(0, source.size))) : await endOf(source);
  const media = { width, height };
  const whole = chunks.end !== undefined && chunks.sound;
  const found = whole ? { ...fine, media } : { ...fault(FINDINGS.truncated()), media };
  return alsoFaulty(found, chunks.foreign && FINDINGS.stowaway(chunks.foreign));
}
