import type { Text } from '../../../schemas/text.ts';
import { foreignFrom, foreignOrPageIn } from '../signatures.ts';
import type { Budgeted } from '../source.ts';
import { dataOf } from './jpeg-data.ts';
import { END } from './jpeg-layout.ts';

const KB = 1024;
const TAIL = 66 * KB;
const PROBE = 4 * KB;

/** 0, counts of a restart, a second FF; tables and the beginning of a scan. */
const FOLLOWS = new Set([0, 0xd0, 0xd1, 0xd2, 0xd3, 0xd4, 0xd5, 0xd6, 0xd7, 0xff, 0xc4, 0xda, 0xdb]);

/**
 * Is this a piece of compressed picture? In it FF is followed by 0 or the count of a restart and, rarely, by a marker;
 * in whatever else is compressed, by anything.
 */
function isPictureData(bytes: Buffer): boolean {
  let known = 0;
  let all = 0;
  for (let at = bytes.indexOf(0xff); at >= 0 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    all += 1;
    if (FOLLOWS.has(bytes[at + 1] ?? 0)) known += 1;
  }
  return all > 0 && known >= all * 0.8;
}

const bytesOf = async (source: Budgeted, offset: number, length: number) =>
  Buffer.from(await source.read(offset, length));

const tailOf = (source: Budgeted, from: number) => bytesOf(source, Math.max(from, source.size - TAIL), TAIL);

/** What the last bytes of a file carry. */
export const foreignAtEnd = async (source: Budgeted): Promise<Text | undefined> =>
  foreignOrPageIn(await tailOf(source, 0));

interface End {
  isThere: boolean;
  /** What stands behind it, as far as that was read, or at the end of the file. */
  foreign: Text | undefined;
}

/**
 * The end of a picture that is too large to be read through. Mostly it is the end of the file. Where that belongs to
 * something else, the place where the picture changes into it is searched by halves.
 * @param from where there is picture for certain
 */
export async function endBehind(source: Budgeted, from: number): Promise<End> {
  const tail = await tailOf(source, from);
  const atEnd = foreignOrPageIn(tail);
  const end = tail.indexOf(Buffer.of(0xff, END));
  if (end >= 0 && (end < PROBE || isPictureData(tail.subarray(0, end))))
    return { isThere: true, foreign: atEnd };
  let [picture, other] = [from, Math.max(from, source.size - TAIL)];
  while (other - picture > PROBE) {
    const middle = Math.floor((picture + other) / 2);
    if (isPictureData(await bytesOf(source, middle, PROBE))) picture = middle;
    else other = middle;
  }
  const border = await bytesOf(source, Math.max(from, picture - PROBE), TAIL);
  const data = dataOf(border);
  if (data.end === undefined) return { isThere: false, foreign: atEnd };
  return { isThere: true, foreign: foreignFrom(border.subarray(data.end)) ?? atEnd };
}
