import { type Budgeted, windowed } from '../source.ts';
import { orientationOf } from './orientation.ts';

/** Markers that stand alone; all others are followed by a length. */
export const isAlone = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
/** Frames of all kinds of JPEG; C4, C8 and CC among them mean something else. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
/** Sequential and progressive, with codes of a whole number of bits. */
const HUFFMAN = new Set([0xc0, 0xc1, 0xc2]);
const SCAN = 0xda;
export const END = 0xd9;
const APP1 = 0xe1;
/** What programs put in: segments of their own, and comments. */
const isCarried = (marker: number) => (marker >= 0xe0 && marker <= 0xef) || marker === 0xfe;

/** More segments than this have no place before a picture, nor more bytes between them. */
const MOST_SEGMENTS = 2000;
const MOST_FILL = 64 * 1024;

export interface Piece {
  offset: number;
  length: number;
}

export interface Layout {
  /** As it is shown. */
  width: number;
  height: number;
  /** Has each block of 8 by 8 pixels a code of at least one bit? */
  huffman: boolean;
  /** Where the compressed picture begins. */
  scan: number;
  /** What stands before it and is no picture. */
  carried: Piece[];
}

/**
 * Reads the segments from the start of the picture to its compressed data, as ITU-T T.81 annex B has them. Only
 * their heads are read, and of EXIF the whole: pictures carry megabytes of previews.
 * @returns undefined when this is no JPEG
 */
export async function layoutOf(source: Budgeted): Promise<Layout | undefined> {
  const at = windowed(source, 64 * 1024);
  const start = await at(0, 2);
  if (start[0] !== 0xff || start[1] !== 0xd8) return undefined;
  const carried: Piece[] = [];
  let size: { width: number; height: number; huffman: boolean } | undefined;
  let turned = false;
  let fill = 0;
  for (let offset = 2, count = 0; count < MOST_SEGMENTS; count++) {
    let head = await at(offset, 4);
    // Any number of these may stand before a marker.
    while (head[0] === 0xff && head[1] === 0xff && fill++ < MOST_FILL) {
      offset += 1;
      head = await at(offset, 4);
    }
    const [lead, marker = 0] = head;
    if (lead !== 0xff || marker === END || marker === 0xff) return undefined;
    if (isAlone(marker)) {
      offset += 2;
      continue;
    }
    if (head.length < 4) return undefined;
    const length = head.readUInt16BE(2);
    if (length < 2) return undefined;
    const content = { offset: offset + 4, length: length - 2 };
    if (isFrame(marker)) {
      const frame = await at(content.offset, 6);
      if (frame.length < 6) return undefined;
      size = {
        height: frame.readUInt16BE(1),
        width: frame.readUInt16BE(3),
        huffman: HUFFMAN.has(marker),
      };
    }
    if (marker === APP1) turned ||= orientationOf(await at(content.offset, content.length)) >= 5;
    if (isCarried(marker)) carried.push(content);
    if (marker === SCAN) {
      if (!size || size.width === 0) return undefined;
      const { width, height, huffman } = size;
      const shown = turned ? { width: height, height: width } : { width, height };
      return { ...shown, huffman, scan: offset + 2 + length, carried };
    }
    offset += 2 + length;
  }
  return undefined;
}
