import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { crcOfPiece } from '../../../../../functions/attach/browser/upload/crc-of-piece.ts';

const bytes = randomBytes(5_000_011);

/** A piece as an older browser has it, whose stream is none of bytes, or one that ends early. */
function pieceOf(chunks: Uint8Array[], size = bytes.length): Blob {
  const stream = () =>
    new ReadableStream({
      start(controller) {
        for (const chunk of chunks) controller.enqueue(chunk);
        controller.close();
      },
    });
  return { size, stream } as Blob;
}

describe('the CRC of a piece of a file', () => {
  it('is that of all its bytes', async () => {
    expect(await crcOfPiece(new Blob([bytes]))).toBe(crc32(bytes));
    expect(await crcOfPiece(new Blob([bytes]).slice(1000, 4_000_001))).toBe(
      crc32(bytes.subarray(1000, 4_000_001)),
    );
    expect(await crcOfPiece(new Blob([]))).toBe(0);
  });

  it('is the same in a browser that gives new memory for each chunk', async () => {
    const chunks = [bytes.subarray(0, 65_536), bytes.subarray(65_536)];
    expect(await crcOfPiece(pieceOf(chunks))).toBe(crc32(bytes));
  });

  it('is none of a file that has become shorter', async () => {
    await expect(crcOfPiece(pieceOf([bytes.subarray(1)]))).rejects.toThrow('shorter');
  });
});
