import { crcOf } from './upload/crc32.ts';

/** Bytes that are in memory at once. */
const WINDOW = 2 * 1024 * 1024;

async function crcOfPiece(piece: Blob): Promise<number> {
  let crc = 0;
  for (let at = 0; at < piece.size; at += WINDOW) {
    crc = crcOf(new Uint8Array(await piece.slice(at, at + WINDOW).arrayBuffer()), crc);
  }
  return crc;
}

/** Reads pieces of files and answers their CRC, beside the page, which stays quick to the touch. None: unreadable. */
addEventListener('message', async ({ data: { id, piece } }: MessageEvent<{ id: number; piece: Blob }>) => {
  const crc = await crcOfPiece(piece).catch(() => undefined);
  postMessage({ id, crc });
});
