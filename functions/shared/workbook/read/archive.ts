import { inflateRawSync } from 'node:zlib';
import { MOST_BYTES } from '../most-bytes.ts';
import { Refusal } from './refusals.ts';

/** A workbook of a form has about fifteen parts; pictures and other sheets add some. */
const MOST_PARTS = 500;
/** Of all parts together. 10,000 rows of a register are about 12 MB. */
const MOST_INFLATED = 48 * 1024 * 1024;
/** Of one part: it is held as text while it is read. */
const MOST_OF_A_PART = 24 * 1024 * 1024;
/** Rows that are alike shrink to a fiftieth; DEFLATE itself ends at about a thousandth. */
const MOST_RATIO = 200;
/** Below this the ratio says nothing: a small part of blanks does no harm. */
const RATIO_FROM = 1024 * 1024;

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_LENGTH = 22;
const MOST_COMMENT = 0xffff;
const OLE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);

/** How zlib says that it stopped at the limit. */
const TOO_MUCH = 'ERR_BUFFER_TOO_LARGE';

const ENCRYPTED = 1;
const STORED = 0;
const DEFLATED = 8;

interface Entry {
  method: number;
  compressed: number;
  inflated: number;
  offset: number;
}

/** The parts of a package by name, each inflated when it is asked for and never beyond what is left of the budget. */
export interface Archive {
  names: string[];
  has(name: string): boolean;
  /** @throws Refusal `damaged` when there is none, `inflates-too-much` */
  read(name: string): Buffer;
}

/** Office keeps a workbook with a password as an encrypted package inside an OLE container; old workbooks are one. */
function refuseOle(bytes: Buffer): never {
  throw new Refusal(bytes.includes(Buffer.from('EncryptedPackage', 'utf16le')) ? 'encrypted' : 'old-format');
}

function endOf(bytes: Buffer): number {
  const lowest = Math.max(0, bytes.length - END_LENGTH - MOST_COMMENT);
  for (let at = bytes.length - END_LENGTH; at >= lowest; at--) if (bytes.readUInt32LE(at) === END) return at;
  throw new Refusal('damaged');
}

function directory(bytes: Buffer): Map<string, Entry> {
  const end = endOf(bytes);
  const count = bytes.readUInt16LE(end + 10);
  if (count > MOST_PARTS) throw new Refusal('too-many-parts');
  const entries = new Map<string, Entry>();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = count; left > 0; left--) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== CENTRAL) throw new Refusal('damaged');
    if (bytes.readUInt16LE(at + 8) & ENCRYPTED) throw new Refusal('encrypted');
    const [name, extra, comment] = [28, 30, 32].map((field) => bytes.readUInt16LE(at + field));
    const start = at + 46;
    at = start + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
    // Parts are named without a slash before; names are compared without case, and some programs write backslashes.
    const key = partName(bytes.toString('utf8', start, start + (name ?? 0)));
    if (entries.has(key)) throw new Refusal('damaged');
    entries.set(key, {
      method: bytes.readUInt16LE(start - 46 + 10),
      compressed: bytes.readUInt32LE(start - 46 + 20),
      inflated: bytes.readUInt32LE(start - 46 + 24),
      offset: bytes.readUInt32LE(start - 46 + 42),
    });
  }
  return entries;
}

/** `\xl\Workbook.xml` => `xl/workbook.xml` */
const partName = (name: string): string => name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();

/** What the directory itself admits is refused before a byte is inflated. */
function refuseBombs(entries: ReadonlyMap<string, Entry>): void {
  let total = 0;
  for (const { compressed, inflated } of entries.values()) {
    total += inflated;
    if (inflated > RATIO_FROM && inflated > MOST_RATIO * compressed) throw new Refusal('inflates-too-much');
  }
  if (total > MOST_INFLATED) throw new Refusal('inflates-too-much');
}

function compressedBytes(bytes: Buffer, { offset, compressed }: Entry): Buffer {
  if (offset + 30 > bytes.length || bytes.readUInt32LE(offset) !== LOCAL) throw new Refusal('damaged');
  const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
  if (start + compressed > bytes.length) throw new Refusal('damaged');
  return bytes.subarray(start, start + compressed);
}

/** zlib stops by itself at the limit, so a directory that lies about sizes gains nothing. */
function inflate(packed: Buffer, method: number, most: number): Buffer {
  if (method === STORED) {
    if (packed.length > most) throw new Refusal('inflates-too-much');
    return packed;
  }
  if (method !== DEFLATED) throw new Refusal('damaged');
  const ratio = Math.max(RATIO_FROM, MOST_RATIO * packed.length);
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, Math.min(most, ratio)) });
  } catch (error) {
    const tooMuch = typeof error === 'object' && error !== null && 'code' in error && error.code === TOO_MUCH;
    throw new Refusal(tooMuch ? 'inflates-too-much' : 'damaged');
  }
}

/**
 * Opens a file that may be anything, within limits of size, number of parts, bytes inflated and ratio.
 * @throws Refusal
 */
export function openArchive(bytes: Buffer): Archive {
  if (bytes.length === 0) throw new Refusal('empty');
  if (bytes.length > MOST_BYTES) throw new Refusal('too-large');
  if (bytes.subarray(0, OLE.length).equals(OLE)) refuseOle(bytes);
  if (bytes.length < END_LENGTH || bytes.readUInt32LE(0) !== LOCAL) throw new Refusal('not-a-workbook');
  const entries = directory(bytes);
  refuseBombs(entries);
  let left = MOST_INFLATED;
  return {
    names: [...entries.keys()],
    has: (name) => entries.has(partName(name)),
    read(name) {
      const entry = entries.get(partName(name));
      if (!entry) throw new Refusal('damaged');
      const inflated = inflate(compressedBytes(bytes, entry), entry.method, Math.min(left, MOST_OF_A_PART));
      left -= inflated.length;
      return inflated;
    },
  };
}
