import { crc32, inflateRawSync } from 'node:zlib';
import { placesOf } from '../signatures.ts';
import { BUDGET, type Budgeted } from '../source.ts';

const KB = 1024;
const END = Buffer.from('PK\x05\x06', 'latin1');
/** A document's table of contents; one that is longer is no report. */
const MOST_DIRECTORY = 2 * KB * KB;
/** Of a part, as it is when it is unpacked. */
const MOST_PART = 16 * KB * KB;

interface Entry {
  name: string;
  encrypted: boolean;
  deflated: boolean;
  crc: number;
  packed: number;
  /** Where its own head begins. */
  at: number;
}

/** The record that ends a ZIP: its comment reaches to the end of the file, and may hold anything. */
function endIn(tail: Buffer): number | undefined {
  const places = [...placesOf(END, tail)].filter((at) => at + 22 <= tail.length).reverse();
  return places.find((at) => at + 22 + tail.readUInt16LE(at + 20) === tail.length) ?? places[0];
}

/**
 * The files of a ZIP; undefined when it has no table of contents, as when its end is missing; `endless` when that is
 * longer than any document's.
 */
export async function entriesIn(source: Budgeted): Promise<Entry[] | 'endless' | undefined> {
  const from = Math.max(0, source.size - 66 * KB);
  const tail = Buffer.from(await source.read(from, 66 * KB));
  const end = endIn(tail);
  if (end === undefined) return undefined;
  const length = tail.readUInt32LE(end + 12);
  const offset = tail.readUInt32LE(end + 16);
  if (offset + length > from + end) return undefined;
  if (length > MOST_DIRECTORY) return 'endless';
  const directory = Buffer.from(await source.read(offset, length));
  const entries: Entry[] = [];
  for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === 0x02014b50; ) {
    const name = directory.readUInt16LE(at + 28);
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + name),
      encrypted: (directory.readUInt16LE(at + 8) & 1) === 1,
      deflated: directory.readUInt16LE(at + 10) === 8,
      crc: directory.readUInt32LE(at + 16),
      packed: directory.readUInt32LE(at + 20),
      at: directory.readUInt32LE(at + 42),
    });
    at += 46 + name + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

/** @returns where its content begins; undefined when its head is not where the table of contents says */
async function contentOf(source: Budgeted, { at }: Entry): Promise<number | undefined> {
  const head = Buffer.from(await source.read(at, 30));
  if (head.length < 30 || head.readUInt32LE(0) !== 0x04034b50) return undefined;
  return at + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
}

/** Is every file where the table of contents says? Of a ZIP that is not held it is not asked. */
export async function areAllThere(source: Budgeted, entries: readonly Entry[]): Promise<boolean> {
  if (source.size > BUDGET) return true;
  for (const entry of entries) {
    const content = await contentOf(source, entry);
    if (content === undefined || content + entry.packed > source.size) return false;
  }
  return true;
}

/** @returns 'damaged' when it does not come out as it went in; undefined when it is too large to be looked into */
export async function unpack(source: Budgeted, entry: Entry): Promise<Buffer | 'damaged' | undefined> {
  const content = await contentOf(source, entry);
  if (content === undefined) return source.exhausted ? undefined : 'damaged';
  if (entry.packed > BUDGET / 2) return undefined;
  const packed = Buffer.from(await source.read(content, entry.packed));
  if (source.exhausted) return undefined;
  try {
    const bytes = entry.deflated ? inflateRawSync(packed, { maxOutputLength: MOST_PART }) : packed;
    return crc32(bytes) === entry.crc ? bytes : 'damaged';
  } catch (error) {
    const tooLarge = error instanceof RangeError;
    return tooLarge ? undefined : 'damaged';
  }
}
