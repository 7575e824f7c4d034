import { FINDINGS } from './findings.ts';
import type { Budgeted } from './source.ts';
import { doubt, type Found, fault, fine } from './verdict.ts';

const KB = 1024;
const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const PNG = Buffer.from('89504e470d0a1a0a', 'hex');

const read = async (source: Budgeted, offset: number, length: number) =>
  Buffer.from(await source.read(offset, length));

/** What `startxref` leads to: a table of references, or an object that is one. */
const REFERENCES = /^\s*(xref\s|\d+\s+\d+\s+obj\b)/;

/**
 * The header may stand a little inside the file, and the last line before its end (ISO 32000 annex H). Some programs
 * count offsets from the header. What leads to no references may open all the same, as readers mend what they can:
 * that is for people to see.
 */
export async function inspectPdf(source: Budgeted): Promise<Found> {
  const head = await read(source, 0, KB);
  if (!head.includes('%PDF-')) return fault(FINDINGS.otherKind('PDF'));
  const tail = await read(source, Math.max(0, source.size - 2 * KB), 2 * KB);
  if (!tail.includes('%%EOF')) return fault(FINDINGS.truncated());
  const ends = [...tail.toString('latin1').matchAll(/startxref\s+(\d+)\s+%%EOF/g)];
  const offset = Number(ends.at(-1)?.[1] ?? source.size);
  for (const at of new Set([offset, offset + head.indexOf('%PDF-')])) {
    if (at < source.size && REFERENCES.test((await read(source, at, 32)).toString('latin1'))) return fine;
  }
  return doubt(FINDINGS.faultyStructure());
}

export async function inspectPng(source: Budgeted): Promise<Found> {
  const head = await read(source, 0, 33);
  if (!head.subarray(0, 8).equals(PNG) || head.toString('latin1', 12, 16) !== 'IHDR') {
    return fault(FINDINGS.otherKind('PNG'));
  }
  if (head.length < 33) return fault(FINDINGS.truncated());
  const media = { width: head.readUInt32BE(16), height: head.readUInt32BE(20) };
  const tail = await read(source, Math.max(0, source.size - 64 * KB), 64 * KB);
  return tail.includes('IEND') ? { ...fine, media } : { ...fault(FINDINGS.truncated()), media };
}

const END_OF_DIRECTORY = Buffer.from('PK\x05\x06', 'latin1');
/** A document's table of contents; one that is longer is no report. */
const MOST_DIRECTORY = 2 * KB * KB;

/** Names of a ZIP's files; undefined when it has no table of contents, as when its end is missing. */
async function namesIn(source: Budgeted): Promise<string[] | undefined> {
  const from = Math.max(0, source.size - 66 * KB);
  const tail = await read(source, from, 66 * KB);
  const end = tail.lastIndexOf(END_OF_DIRECTORY);
  if (end < 0 || end + 22 > tail.length) return undefined;
  const length = tail.readUInt32LE(end + 12);
  const offset = tail.readUInt32LE(end + 16);
  if (offset + length > from + end || length > MOST_DIRECTORY) return undefined;
  const directory = await read(source, offset, length);
  const names: string[] = [];
  for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === 0x02014b50; ) {
    const [name, extra, comment] = [28, 30, 32].map((field) => directory.readUInt16LE(at + field));
    names.push(directory.toString('utf8', at + 46, at + 46 + (name ?? 0)));
    at += 46 + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return names;
}

/** An Office document: a ZIP with a list of its parts, and the part that makes it a text or a workbook. */
async function inspectOpenXml(source: Budgeted, named: string, folder: string): Promise<Found> {
  const head = await read(source, 0, 8);
  // With a password the whole ZIP is wrapped into the older format.
  if (head.equals(OLE)) return fault(FINDINGS.locked());
  if (head.toString('latin1', 0, 4) !== 'PK\x03\x04') return fault(FINDINGS.otherKind(named));
  const names = await namesIn(source);
  if (source.exhausted) return doubt(FINDINGS.notAllSeen());
  if (!names) return fault(FINDINGS.truncated());
  const is = names.includes('[Content_Types].xml') && names.some((name) => name.startsWith(folder));
  return is ? fine : fault(FINDINGS.otherKind(named));
}

export const inspectDocx = (source: Budgeted) => inspectOpenXml(source, 'docx', 'word/');
export const inspectXlsx = (source: Budgeted) => inspectOpenXml(source, 'xlsx', 'xl/');

/** Word before 2007, and what other programs write under its name: RTF, and the newer format. */
export async function inspectDoc(source: Budgeted): Promise<Found> {
  const head = await read(source, 0, 8);
  if (head.equals(OLE) || head.toString('latin1', 0, 5) === '{\\rtf') return fine;
  if (head.toString('latin1', 0, 2) === 'PK') return inspectOpenXml(source, 'doc', 'word/');
  return fault(FINDINGS.otherKind('doc'));
}

export async function inspectWps(source: Budgeted): Promise<Found> {
  const head = await read(source, 0, 8);
  if (head.equals(OLE)) return fine;
  if (head.toString('latin1', 0, 2) === 'PK') return inspectOpenXml(source, 'wps', 'word/');
  return fault(FINDINGS.otherKind('wps'));
}
