import type { KeptFinding } from '../../../schemas/attachment.ts';
import { stillFaults } from '../../../schemas/media-rules.ts';
import type { MediaRule } from '../../../schemas/slot.ts';
import type { Text } from '../../../schemas/text.ts';
import { FINDINGS } from '../findings.ts';
import { notA } from '../kind.ts';
import { foreignFrom, foreignOrPageIn } from '../signatures.ts';
import { BUDGET, type Budgeted } from '../source.ts';
import { alsoFaulty, doubt, type Found, fault } from '../verdict.ts';
import { dataOf } from './jpeg-data.ts';
import { endBehind, foreignAtEnd } from './jpeg-end.ts';
import { type Layout, layoutOf, type Piece } from './jpeg-layout.ts';

const KB = 1024;
/** Of a picture that is too large to be held: so much of its data, and so much of what programs put in. */
const MOST_DATA = 2048 * KB;
const MOST_CARRIED = 1024 * KB;

interface Seen {
  /** Is the end of the picture there? undefined when that is more than may be read. */
  whole: boolean | undefined;
  foreign: Text | undefined;
}

const bytesOf = async (source: Budgeted, { offset, length }: Piece) =>
  Buffer.from(await source.read(offset, length));

async function foreignAmong(source: Budgeted, pieces: readonly Piece[]): Promise<Text | undefined> {
  let left = MOST_CARRIED;
  for (const piece of pieces) {
    left -= piece.length;
    const found = left < 0 ? undefined : foreignOrPageIn(await bytesOf(source, piece));
    if (found) return found;
  }
  return undefined;
}

/**
 * Does it carry something else, and is it whole? Phones put films and second pictures behind a picture, so that its end
 * need not be the end of the file. What stands there is looked at for what is neither.
 */
async function look(source: Budgeted, { width, height, huffman, scan, carried }: Layout): Promise<Seen> {
  const { size } = source;
  const from = await bytesOf(source, { offset: scan, length: size <= BUDGET ? size : MOST_DATA });
  const isAll = scan + from.length >= size;
  const data = dataOf(from);
  const between = data.carried.map(({ offset, length }) => ({ offset: scan + offset, length }));
  const foreign = await foreignAmong(source, [...carried, ...between]);
  // A block of 8 by 8 pixels takes a bit at least, and none of them is left out.
  const isShort = huffman && data.bytes * 8 < (width * height) / 64;
  if (data.end !== undefined) {
    const behind = foreignFrom(from.subarray(data.end)) ?? (isAll ? undefined : await foreignAtEnd(source));
    return { whole: !isShort, foreign: foreign ?? behind };
  }
  if (isAll) return { whole: false, foreign };
  const end = await endBehind(source, scan + from.length);
  return { whole: end.isThere ? true : undefined, foreign: foreign ?? end.foreign };
}

type Rule = Extract<MediaRule, { kind: 'picture' }>;

/** A JPEG by its structure; as large as the rule wants it, when there is one. */
export async function inspectJpeg(source: Budgeted, rule: Rule | undefined): Promise<Found> {
  const layout = await layoutOf(source);
  if (!layout) return source.exhausted ? doubt(FINDINGS.notAllSeen()) : notA('JPEG', source);
  const { width, height } = layout;
  const media = { width, height };
  const { whole, foreign } = await look(source, layout);
  const stowaway: KeptFinding | undefined = foreign && FINDINGS.stowaway(foreign);
  if (whole === false) return alsoFaulty({ ...fault(FINDINGS.truncated()), media }, stowaway);
  const found: Found = {
    faults: rule && height > 0 ? stillFaults(width, height, rule) : [],
    // A height of 0 is said behind the first scan, far inside the compressed data.
    doubts: whole === undefined || Math.min(width, height) === 0 ? [FINDINGS.notAllSeen()] : [],
    media,
  };
  return alsoFaulty(found, stowaway);
}
