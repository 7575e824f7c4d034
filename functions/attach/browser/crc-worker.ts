import { crcOfPiece } from './upload/crc-of-piece.ts';

/** Reads pieces of files and answers their CRC, beside the page, which stays quick to the touch. None: unreadable. */
addEventListener('message', async ({ data: { id, piece } }: MessageEvent<{ id: number; piece: Blob }>) => {
  const crc = await crcOfPiece(piece).catch(() => undefined);
  postMessage({ id, crc });
});

// It came, so it will answer.
postMessage({ id: 0 });
