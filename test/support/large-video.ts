import { randomBytes } from 'node:crypto';
import { closeSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import type { Source } from '../../functions/inspect-attachment/source.ts';
import { MIB } from '../../schemas/slot.ts';
import { mediaFile } from './upload.ts';

const boxAt = (bytes: Buffer, at: number) => ({
  length: bytes.readUInt32BE(at),
  name: bytes.toString('latin1', at + 4, at + 8),
});

/** Where a box of the outermost level begins. */
function find(bytes: Buffer, wanted: string): number {
  for (let at = 0; at + 8 <= bytes.length; ) {
    const { length, name } = boxAt(bytes, at);
    if (name === wanted) return at;
    at += length;
  }
  throw new Error(`there is no ${wanted}`);
}

/** Real video data, then nothing for so long that the whole has `size` bytes, then the index: as cameras write it. */
function pieces(size: number): { head: Buffer; tail: Buffer; tailAt: number } {
  const bytes = readFileSync(mediaFile('ok-1080p-12s-moov-at-end.mp4'));
  const moov = find(bytes, 'moov');
  const tail = bytes.subarray(moov);
  const gap = Buffer.alloc(8);
  gap.writeUInt32BE(size - bytes.length);
  gap.write('free', 4, 'latin1');
  return { head: Buffer.concat([bytes.subarray(0, moov), gap]), tail, tailAt: size - tail.length };
}

/** Such a video without a disk. */
export function largeVideo(size: number): Source {
  const { head, tail, tailAt } = pieces(size);
  return {
    size,
    async read(offset, length) {
      const bytes = Buffer.alloc(Math.min(length, size - offset));
      if (offset < head.length) head.copy(bytes, 0, offset);
      if (offset + bytes.length > tailAt) {
        tail.copy(bytes, Math.max(0, tailAt - offset), Math.max(0, offset - tailAt));
      }
      return bytes;
    },
  };
}

/**
 * Such a video as a sparse file, or with its emptiness filled so that no two pieces of it are alike.
 * @param filled takes as long as writing takes
 */
export function writeLargeVideo(path: string, size: number, filled = false): void {
  const { head, tail, tailAt } = pieces(size);
  const file = openSync(path, 'w');
  writeSync(file, head);
  ftruncateSync(file, size);
  const noise = randomBytes(MIB);
  for (let at = head.length, n = 0; filled && at < tailAt; at += noise.length, n++) {
    noise.writeUInt32BE(n);
    writeSync(file, noise, 0, Math.min(noise.length, tailAt - at), at);
  }
  writeSync(file, tail, 0, tail.length, tailAt);
  closeSync(file);
}
