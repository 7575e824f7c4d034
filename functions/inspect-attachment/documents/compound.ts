import { type Budgeted, windowed } from '../source.ts';

/** The first bytes of Office files before 2007, and of what is wrapped with a password since. */
export const isCompound = (head: Buffer): boolean => head.toString('hex', 0, 8) === 'd0cf11e0a1b11ae1';

export interface Stream {
  name: string;
  /** Where it begins in the file, if it is not one of the small ones, which lie in a stream of their own. */
  at: number | undefined;
  size: number;
}

/** Sectors of the directory: each has 4 entries or 32, and a report has ten. */
const MOST_SECTORS = 256;
/** Each names the tables of 8 MB, and a document has 100 at most. */
const MOST_LISTS = 16;
/** Smaller streams lie together in another one. */
const SMALL = 4096;
const NONE = 0xfffffffa;
const FREE = 0xffffffff;

interface Compound {
  streams: Stream[];
  /** Bytes that the sectors in use take. */
  length: number;
}

/**
 * A compound file ([MS-CFB]): sectors, tables that chain them, and a directory in one of the chains.
 * @returns undefined when the directory cannot be read to its end
 */
export async function readCompound(source: Budgeted): Promise<Compound | undefined> {
  const at = windowed(source, 4096);
  const head = await at(0, 512);
  if (head.length < 512) return undefined;
  const shift = head.readUInt16LE(30);
  if (shift !== 9 && shift !== 12) return undefined;
  const sector = 2 ** shift;
  const placeOf = (number: number) => (number + 1) * sector;
  const numbers = (bytes: Buffer) =>
    Array.from({ length: Math.floor(bytes.length / 4) }, (_, i) => bytes.readUInt32LE(4 * i));
  const tables = numbers(head.subarray(76));
  // Where there are more tables than the head has room for, it begins a chain of sectors that name them.
  for (let next = head.readUInt32LE(68), count = 0; next < NONE; count++) {
    const more = numbers(await at(placeOf(next), sector));
    next = more.pop() ?? NONE;
    if (count >= MOST_LISTS || more.length === 0) return undefined;
    tables.push(...more);
  }

  /** The sector that follows in a chain; undefined where the table is not within reach. */
  async function after(number: number): Promise<number | undefined> {
    const table = tables[Math.floor(number / (sector / 4))];
    if (table === undefined || table >= NONE) return undefined;
    const entry = await at(placeOf(table) + 4 * (number % (sector / 4)), 4);
    return entry.length < 4 ? undefined : entry.readUInt32LE(0);
  }

  const streams: Stream[] = [];
  let number: number | undefined = head.readUInt32LE(48);
  for (let count = 0; number !== undefined && number < NONE; count++) {
    const entries = Buffer.from(await source.read(placeOf(number), sector));
    if (count >= MOST_SECTORS || entries.length < sector) return undefined;
    for (let entry = 0; entry < sector; entry += 128) {
      if (entries[entry + 66] !== 2) continue;
      const length = Math.min(64, entries.readUInt16LE(entry + 64));
      const size = entries.readUInt32LE(entry + 120);
      streams.push({
        name: entries.toString('utf16le', entry, entry + Math.max(0, length - 2)),
        size,
        at: size < SMALL ? undefined : placeOf(entries.readUInt32LE(entry + 116)),
      });
    }
    number = await after(number);
  }
  if (number === undefined) return undefined;
  const used = tables.filter((table) => table < NONE);
  // The last table has the last sector, if not all of it is free.
  for (let i = used.length - 1; i >= 0; i--) {
    const last = numbers(await at(placeOf(used[i] ?? 0), sector)).findLastIndex((entry) => entry !== FREE);
    if (last >= 0) return { streams, length: placeOf(i * (sector / 4) + last + 1) };
  }
  return undefined;
}
