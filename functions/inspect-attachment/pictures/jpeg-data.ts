import { END, isAlone, type Piece } from './jpeg-layout.ts';

/** Markers between the scans of a picture: tables, further scans, comments. */
const isBetween = (marker: number) => marker >= 0xc0 && marker !== END && marker !== 0xff;

interface Data {
  /** Bytes of compressed picture. */
  bytes: number;
  /** Just behind the end of the picture; absent where it is not there. */
  end?: number;
  /** Segments between its scans. */
  carried: Piece[];
}

/**
 * Goes through the compressed picture, in which FF is followed by 0, by the count of a restart or by the next marker.
 * @param bytes of the file from where the compressed picture begins; all places are counted from there
 */
export function dataOf(bytes: Buffer): Data {
  const data: Data = { bytes: 0, carried: [] };
  let from = 0;
  let at = bytes.indexOf(0xff);
  while (at >= 0 && at + 1 < bytes.length) {
    const marker = bytes[at + 1] ?? 0;
    if (marker === END) return { ...data, bytes: data.bytes + at - from, end: at + 2 };
    let next = at + (marker === 0xff ? 1 : 2);
    if (isBetween(marker) && !isAlone(marker) && at + 4 <= bytes.length) {
      const length = bytes.readUInt16BE(at + 2);
      data.bytes += at - from;
      data.carried.push({ offset: at + 4, length: Math.max(0, length - 2) });
      next = at + 2 + length;
      from = next;
    }
    at = bytes.indexOf(0xff, next);
  }
  return { ...data, bytes: data.bytes + Math.max(0, bytes.length - from) };
}
