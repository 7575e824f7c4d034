/**
 * The records of a ZIP file whose entries are stored, not compressed (APPNOTE 6.3.10): sizes and CRC stand in the local
 * header, so there are no data descriptors; names are UTF-8 and say so by bit 11; ZIP64 fields appear only where a
 * value does not fit, because some unpackers refuse needless ones.
 */
const UTF8_NAME = 0x0800;
const STORED = 0;
const VERSION = 20;
const VERSION_ZIP64 = 45;
/** Made on Unix, so that unpackers believe the file mode. */
const MADE_BY = 3 << 8;
const REGULAR_FILE = (0o100644 << 16) >>> 0;
const MOST_16 = 0xffff;
const MOST_32 = 0xffffffff;

export interface ZipEntry {
  path: string;
  /** ISO instant. */
  modifiedAt: string;
  /** Size in bytes. */
  source: { size: number };
}

/** Chinese time all year: what the readers' file managers show. */
const OFFSET_MS = 8 * 3600_000;
/** What two bytes can say: 1980 to 2107. */
const FIRST = Date.UTC(1980, 0, 1);
const LAST = Date.UTC(2107, 11, 31, 23, 59, 58);

function dosTime(instant: string): { time: number; date: number } {
  const t = new Date(Math.min(LAST, Math.max(FIRST, Date.parse(instant) + OFFSET_MS)));
  return {
    time: (t.getUTCHours() << 11) | (t.getUTCMinutes() << 5) | (t.getUTCSeconds() >> 1),
    date: ((t.getUTCFullYear() - 1980) << 9) | ((t.getUTCMonth() + 1) << 5) | t.getUTCDate(),
  };
}

/** The largest value of a field means: look into the ZIP64 field. */
const overflows = (value: number): boolean => value >= MOST_32;
const capped = (value: number): number => Math.min(value, MOST_32);

/** The extra field 0x0001 with the values that did not fit, in the order of the specification. */
function zip64Extra(values: number[]): Buffer {
  if (values.length === 0) return Buffer.alloc(0);
  const extra = Buffer.alloc(4 + 8 * values.length);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(8 * values.length, 2);
  for (const [i, value] of values.entries()) extra.writeBigUInt64LE(BigInt(value), 4 + 8 * i);
  return extra;
}

export const localHeaderLength = ({ path, source }: ZipEntry): number =>
  30 + Buffer.byteLength(path) + (overflows(source.size) ? 20 : 0);

export function localHeader({ path, modifiedAt, source }: ZipEntry, crc32: number): Buffer {
  const name = Buffer.from(path);
  const { time, date } = dosTime(modifiedAt);
  // In a local header both sizes stand in the extra field or neither does.
  const extra = zip64Extra(overflows(source.size) ? [source.size, source.size] : []);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(extra.length > 0 ? VERSION_ZIP64 : VERSION, 4);
  header.writeUInt16LE(UTF8_NAME, 6);
  header.writeUInt16LE(STORED, 8);
  header.writeUInt16LE(time, 10);
  header.writeUInt16LE(date, 12);
  header.writeUInt32LE(crc32, 14);
  header.writeUInt32LE(capped(source.size), 18);
  header.writeUInt32LE(capped(source.size), 22);
  header.writeUInt16LE(name.length, 26);
  header.writeUInt16LE(extra.length, 28);
  return Buffer.concat([header, name, extra]);
}

/** What the central header cannot say in four bytes. */
const large = ({ source: { size } }: ZipEntry, offset: number): number[] => [
  ...(overflows(size) ? [size, size] : []),
  ...(overflows(offset) ? [offset] : []),
];

export function centralHeaderLength(entry: ZipEntry, offset: number): number {
  const values = large(entry, offset).length;
  return 46 + Buffer.byteLength(entry.path) + (values > 0 ? 4 + 8 * values : 0);
}

/** @param offset of the entry's local header from the start of the archive, bytes */
export function centralHeader(entry: ZipEntry, crc32: number, offset: number): Buffer {
  const name = Buffer.from(entry.path);
  const { time, date } = dosTime(entry.modifiedAt);
  const extra = zip64Extra(large(entry, offset));
  const version = extra.length > 0 ? VERSION_ZIP64 : VERSION;
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(MADE_BY | version, 4);
  header.writeUInt16LE(version, 6);
  header.writeUInt16LE(UTF8_NAME, 8);
  header.writeUInt16LE(STORED, 10);
  header.writeUInt16LE(time, 12);
  header.writeUInt16LE(date, 14);
  header.writeUInt32LE(crc32, 16);
  header.writeUInt32LE(capped(entry.source.size), 20);
  header.writeUInt32LE(capped(entry.source.size), 24);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt16LE(extra.length, 30);
  header.writeUInt32LE(REGULAR_FILE, 38);
  header.writeUInt32LE(capped(offset), 42);
  return Buffer.concat([header, name, extra]);
}

/** What closes the archive. @param size and `offset` of the central directory, bytes */
export function endRecords(entries: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(entries, MOST_16), 8);
  end.writeUInt16LE(Math.min(entries, MOST_16), 10);
  end.writeUInt32LE(capped(size), 12);
  end.writeUInt32LE(capped(offset), 16);
  if (entries < MOST_16 && !overflows(size) && !overflows(offset)) return end;
  const zip64 = Buffer.alloc(56 + 20);
  zip64.writeUInt32LE(0x06064b50, 0);
  zip64.writeBigUInt64LE(44n, 4);
  zip64.writeUInt16LE(MADE_BY | VERSION_ZIP64, 12);
  zip64.writeUInt16LE(VERSION_ZIP64, 14);
  zip64.writeBigUInt64LE(BigInt(entries), 24);
  zip64.writeBigUInt64LE(BigInt(entries), 32);
  zip64.writeBigUInt64LE(BigInt(size), 40);
  zip64.writeBigUInt64LE(BigInt(offset), 48);
  zip64.writeUInt32LE(0x07064b50, 56);
  zip64.writeBigUInt64LE(BigInt(offset + size), 64);
  zip64.writeUInt32LE(1, 72);
  return Buffer.concat([zip64, end]);
}
/** The most that `endRecords` takes. */
export const END_LENGTH = 56 + 20 + 22;
