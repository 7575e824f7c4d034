import { crcOf } from './crc32.ts';

/** Bytes that are in memory at once. */
const WINDOW = 2 * 1024 * 1024;

type Chunk = { done: boolean; value?: Uint8Array<ArrayBuffer> | undefined };

/**
 * Reads chunk after chunk, where the browser can always into the same memory: a third of the work of slices that are
 * read one by one, half of that of a stream that gives new memory for each chunk.
 */
function chunksOf(piece: Blob): () => Promise<Chunk> {
  const stream = piece.stream();
  try {
    const reader = stream.getReader({ mode: 'byob' });
    let window = new ArrayBuffer(WINDOW);
    return async () => {
      const { done, value } = await reader.read(new Uint8Array(window));
      if (value) window = value.buffer;
      return { done, value };
    };
  } catch {
    // In older browsers a blob's stream is none of bytes.
    const reader = stream.getReader();
    return () => reader.read();
  }
}

/** The CRC of a piece of a file. @throws when the file cannot be read, or has become shorter */
export async function crcOfPiece(piece: Blob): Promise<number> {
  const next = chunksOf(piece);
  let [crc, size] = [0, 0];
  for (let chunk = await next(); !chunk.done && chunk.value; chunk = await next()) {
    crc = crcOf(chunk.value, crc);
    size += chunk.value.length;
  }
  if (size !== piece.size) throw new Error('The file has become shorter.');
  return crc;
}
