import { crc32 } from 'node:zlib';
import { combineCrc } from './crc.ts';
import { centralHeader, localHeader, localHeaderLength, type ZipEntry } from './headers.ts';
import type { Ledger, Placed } from './ledger.ts';
import type { TailWriter } from './tail-writer.ts';

/** The file that the last volume ends with, made of a line for each entry once their CRCs are known. */
export interface Closing {
  head: Buffer;
  line(placed: Placed, volume: number): Buffer;
}

const AT_ONCE = 256 * 1024;

/** Joins many small buffers, so that a million lines are not a million chunks. @returns their CRC */
async function inBulk(tail: TailWriter, pieces: Iterable<Buffer>): Promise<number> {
  let [waiting, length, crc]: [Buffer[], number, number] = [[], 0, 0];
  const flush = async () => {
    const bytes = Buffer.concat(waiting);
    [waiting, length] = [[], 0];
    crc = crc32(bytes, crc);
    await tail.write(bytes);
  };
  for (const piece of pieces) {
    waiting.push(piece);
    length += piece.length;
    if (length >= AT_ONCE) await flush();
  }
  await flush();
  return crc;
}

/**
 * Writes the closing file with a line for each entry of these batches. Its header comes before its bytes and is known
 * after them.
 * @param offset of its header from the start of the volume, bytes
 */
export async function writeClosing(
  tail: TailWriter,
  ledger: Ledger,
  batches: readonly number[],
  { head, line }: Closing,
  file: Omit<ZipEntry, 'source'>,
  offset: number,
): Promise<Placed<ZipEntry>> {
  const lengthOf = (size: number) => localHeaderLength({ ...file, source: { size } });
  const gap = tail.gap(lengthOf(0));
  const begin = tail.length;
  let crc = await inBulk(tail, [head]);
  for await (const { volume, placed } of ledger.placed(batches)) {
    const before = tail.length;
    const lines = await inBulk(
      tail,
      placed.map((one) => line(one, volume)),
    );
    crc = combineCrc(crc, lines, tail.length - before);
  }
  const entry = { ...file, source: { size: tail.length - begin } };
  if (lengthOf(entry.source.size) !== lengthOf(0)) throw new Error('the closing file is too long');
  await gap.fill(localHeader(entry, crc));
  return { entry, offset, crc32: crc };
}

function* centralHeaders(placed: readonly Placed<ZipEntry>[]): Generator<Buffer> {
  for (const { entry, offset, crc32: crc } of placed) yield centralHeader(entry, crc, offset);
}

export const writeDirectory = async (tail: TailWriter, placed: readonly Placed<ZipEntry>[]) => {
  await inBulk(tail, centralHeaders(placed));
};
