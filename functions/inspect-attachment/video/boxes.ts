import { type Budgeted, budgeted, windowed } from '../source.ts';

export interface Box {
  name: string;
  /** Where its content begins and ends in the file; the end may lie behind the end of the file. */
  body: number;
  end: number;
}

/** Bytes of a box. Fewer when they are not there or may not be read. */
type At = (offset: number, length: number) => Promise<Buffer>;

/** Cameras write some hundred, and a hundred tracks make two thousand; an analyser takes ages for many more. */
const MOST_BOXES = 5000;
const MOST_DEPTH = 8;
/** Of what the whole inspection may read. */
const MOST_BYTES = 1024 * 1024;
const AHEAD = 16 * 1024;

/** Boxes that consist of boxes (ISO 14496-12), as far as anything in them is asked for or they can be many. */
const NESTS = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl', 'udta', 'meta', 'ilst']);

/** What is met on the outermost level; a line of text behind a film looks like a box, but for its name. */
const OUTERMOST = new Set(
  'ftyp styp moov moof mdat free skip wide pnot udta uuid meta sidx ssix mfra pdin prft emsg'.split(' '),
);

/** @returns undefined where there is no box */
async function boxAt(at: At, offset: number, to: number): Promise<Box | undefined> {
  const head = await at(offset, 16);
  const name = head.toString('latin1', 4, 8);
  if (head.length < 8 || !/^[ -~\xa9]{4}$/.test(name)) return undefined;
  const short = head.readUInt32BE(0);
  if (short === 0) return { name, body: offset + 8, end: to };
  if (short !== 1) return short < 8 ? undefined : { name, body: offset + 8, end: offset + short };
  if (head.length < 16) return undefined;
  const end = offset + Number(head.readBigUInt64BE(8));
  return end < offset + 16 ? undefined : { name, body: offset + 16, end };
}

export interface Walk {
  /** Boxes of the outermost level that are whole. */
  outer: string[];
  /** Where something begins behind these that is no box; absent when the last one ends the file, or is cut off. */
  behind?: number;
  /** Has it more boxes than anybody needs? */
  crowded: boolean;
  /** Was it left before its end? */
  partly: boolean;
}

/**
 * Goes through the boxes of an MP4 or MOV, into those of its index, and stops at the first fragment.
 * @param visit is told of each box before those that are in it
 */
export async function walkBoxes(
  source: Budgeted,
  visit: (box: Box, at: At) => Promise<void> | void,
): Promise<Walk> {
  const limited = budgeted(source, MOST_BYTES);
  const at: At = windowed(limited, AHEAD);
  const walk: Walk = { outer: [], crowded: false, partly: false };
  let count = 0;

  async function within({ name, body, end }: Box, depth: number): Promise<void> {
    // In MP4 the version stands before the boxes of a `meta`, in MOV it does not.
    const shifted = name === 'meta' && (await at(body, 4)).every((byte) => byte === 0);
    for (let offset = shifted ? body + 4 : body; offset + 8 <= end && count < MOST_BOXES; ) {
      const box = await boxAt(at, offset, end);
      if (!box || box.end > end) return;
      await enter(box, depth);
      offset = box.end;
    }
  }

  async function enter(box: Box, depth: number): Promise<void> {
    count += 1;
    await visit(box, at);
    if (NESTS.has(box.name) && depth < MOST_DEPTH) await within(box, depth + 1);
  }

  for (let offset = 0; offset < source.size && count < MOST_BOXES; ) {
    const box = await boxAt(at, offset, source.size);
    if (!box) {
      if (!limited.exhausted) walk.behind = offset;
      break;
    }
    if (box.end > source.size) {
      if (!OUTERMOST.has(box.name)) walk.behind = offset;
      break;
    }
    walk.outer.push(box.name);
    await enter(box, 0);
    if (box.name === 'moof') break;
    offset = box.end;
  }
  walk.crowded = count >= MOST_BOXES;
  walk.partly = walk.crowded || limited.exhausted;
  return walk;
}
