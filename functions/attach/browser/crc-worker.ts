import { crcOfPiece } from './upload/crc-of-piece.ts';

/** One piece after the other: the first of a file can leave while the second is read. */
let before: Promise<void> = Promise.resolve();

/** Reads pieces of files and answers their CRC, beside the page, which stays quick to the touch. None: unreadable. */
addEventListener('message', ({ data: { id, piece } }: MessageEvent<{ id: number; piece: Blob }>) => {
  before = before
    .then(() => crcOfPiece(piece))
    .catch(() => undefined)
    .then((crc) => postMessage({ id, crc }));
});

// It came, so it will answer.
postMessage({ id: 0 });
