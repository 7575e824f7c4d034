import { crcOf } from './crc32.ts';

/** Bytes that are in memory at once. */
const WINDOW = 2 * 1024 * 1024;

/** The CRC of a piece of a file, read window by window. */
export async function crcOfPiece(piece: Blob): Promise<number> {
  let crc = 0;
  for (let at = 0; at < piece.size; at += WINDOW) {
    crc = crcOf(new Uint8Array(await piece.slice(at, at + WINDOW).arrayBuffer()), crc);
  }
  return crc;
}
