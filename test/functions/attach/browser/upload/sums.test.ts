import { crc32 } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { createSums } from '../../../../../functions/attach/browser/upload/sums.ts';
import { partsOf } from '../../../../../schemas/parts.ts';

const bytes = Uint8Array.from({ length: 50 }, (_, index) => index);
const parts = partsOf({ size: 50, partSize: 20, resized: [] });
const signal = () => new AbortController().signal;

function world() {
  let now = bytes;
  let read = 0;
  const sums = createSums(new Blob([bytes]), async (piece) => {
    read++;
    return crc32(now.subarray(0, piece.size));
  });
  return { sums, read: () => read, change: () => (now = bytes.map((byte) => byte + 1)) };
}

describe('the checksums of a file', () => {
  it('are reckoned once for each part, and that of the whole from them', async () => {
    const pieces: Blob[] = [];
    const sums = createSums(new Blob([bytes]), async (piece) => {
      pieces.push(piece);
      return crc32(new Uint8Array(await piece.arrayBuffer()));
    });
    for (const part of parts) await sums.of(part, signal());
    expect(await sums.whole(parts, signal())).toBe(crc32(bytes));
    expect(pieces).toHaveLength(3);
  });

  it('tell a part that is not what it was', async () => {
    const { sums, change, read } = world();
    const [part] = parts;
    if (!part) throw new Error('no part');
    await sums.of(part, signal());
    await sums.check(part, signal());
    change();
    await expect(sums.check(part, signal())).rejects.toMatchObject({ kind: 'unreadable' });
    expect(read()).toBe(3);
  });
});
