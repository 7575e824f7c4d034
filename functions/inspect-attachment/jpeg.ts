import { stillFaults } from '../../schemas/media-rules.ts';
import type { MediaRule } from '../../schemas/slot.ts';
import { FINDINGS } from './findings.ts';
import type { Budgeted } from './source.ts';
import { doubt, type Found, fault } from './verdict.ts';

const KB = 1024;
/** Markers that stand alone; all others are followed by a length. */
const isAlone = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
/** Frames of all kinds of JPEG; C4, C8 and CC among them mean something else. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
const SCAN = 0xda;
const END = 0xd9;
const APP1 = 0xe1;

/** More segments than this have no place before a picture. */
const MOST_SEGMENTS = 2000;

const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** 5 to 8 lie on their side: width and height are shown the other way round. Anything unreadable is upright. */
function orientationOf(segment: Uint8Array): number {
  if (Buffer.from(segment.subarray(0, 6)).toString('latin1') !== 'Exif\0\0') return 1;
  const tiff = view(segment.subarray(6));
  if (tiff.byteLength < 14) return 1;
  const little = tiff.getUint16(0) === 0x4949;
  const directory = tiff.getUint32(4, little);
  if (directory + 2 > tiff.byteLength) return 1;
  const entries = tiff.getUint16(directory, little);
  for (let i = 0; i < entries; i++) {
    const at = directory + 2 + 12 * i;
    if (at + 12 > tiff.byteLength) return 1;
    if (tiff.getUint16(at, little) === 0x0112) return tiff.getUint16(at + 8, little);
  }
  return 1;
}

interface Layout {
  width: number;
  height: number;
  /** Where the compressed picture begins. */
  scan: number;
}

/**
 * Reads the segments from the start of the picture to its compressed data, as ITU-T T.81 annex B has them. Only
 * their heads are read, and of EXIF the whole: pictures carry megabytes of previews.
 * @returns undefined when this is no JPEG
 */
async function layoutOf(source: Budgeted): Promise<Layout | undefined> {
  let window = await source.read(0, 64 * KB);
  let start = 0;
  const at = async (offset: number, length: number): Promise<Uint8Array> => {
    if (offset < start || offset + length > start + window.length) {
      start = offset;
      window = await source.read(offset, Math.max(length, 4 * KB));
    }
    return window.subarray(offset - start, offset - start + length);
  };
  const [a, b] = await at(0, 2);
  if (a !== 0xff || b !== 0xd8) return undefined;
  let size: { width: number; height: number } | undefined;
  let turned = false;
  let offset = 2;
  for (let count = 0; count < MOST_SEGMENTS; count++) {
    const head = await at(offset, 4);
    const [lead, marker = 0] = head;
    if (lead !== 0xff || marker === END) return undefined;
    // Any number of these may stand before a marker.
    if (marker === 0xff) {
      offset += 1;
      continue;
    }
    if (isAlone(marker)) {
      offset += 2;
      continue;
    }
    if (head.length < 4) return undefined;
    const length = view(head).getUint16(2);
    if (length < 2) return undefined;
    if (isFrame(marker)) {
      const frame = await at(offset + 4, 6);
      if (frame.length < 6) return undefined;
      size = { height: view(frame).getUint16(1), width: view(frame).getUint16(3) };
    }
    if (marker === APP1) turned ||= orientationOf(await at(offset + 4, length - 2)) >= 5;
    if (marker === SCAN) {
      if (!size || size.width === 0) return undefined;
      const { width, height } = size;
      const scan = offset + 2 + length;
      return turned ? { width: height, height: width, scan } : { width, height, scan };
    }
    offset += 2 + length;
  }
  return undefined;
}

const TAIL = 64 * KB;

/**
 * Is the end of the picture there? It cannot occur within compressed data. Phones put films and second pictures
 * behind it, so that it need not be the end of the file; where it is not found at once, all is read.
 * @returns undefined when that is more than may be read
 */
async function isWhole(source: Budgeted, scan: number): Promise<boolean | undefined> {
  const from = Math.max(scan, source.size - TAIL);
  const tail = await source.read(from, TAIL);
  if (Buffer.from(tail).includes(Buffer.of(0xff, END))) return true;
  if (from === scan) return source.exhausted ? undefined : false;
  const rest = await source.read(scan, from - scan + 1);
  if (source.exhausted) return undefined;
  return Buffer.from(rest).includes(Buffer.of(0xff, END));
}

type Rule = Extract<MediaRule, { kind: 'picture' }>;

/** A JPEG by its structure; as large as the rule wants it, when there is one. */
export async function inspectJpeg(source: Budgeted, rule: Rule | undefined): Promise<Found> {
  const layout = await layoutOf(source);
  if (!layout) return source.exhausted ? doubt(FINDINGS.notAllSeen()) : fault(FINDINGS.otherKind('JPEG'));
  const { width, height, scan } = layout;
  const media = { width, height };
  const whole = await isWhole(source, scan);
  if (whole === false) return { ...fault(FINDINGS.truncated()), media };
  const short = Math.min(width, height);
  return {
    faults: rule && height > 0 ? stillFaults(width, height, rule) : [],
    // A height of 0 is said behind the first scan, far inside the compressed data.
    doubts: whole === undefined || short === 0 ? [FINDINGS.notAllSeen()] : [],
    media,
  };
}
