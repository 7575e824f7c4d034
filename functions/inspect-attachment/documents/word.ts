import { FINDINGS } from '../findings.ts';
import { KINDS, type Kind, notA } from '../kind.ts';
import type { Budgeted } from '../source.ts';
import { doubt, type Found, fault, fine } from '../verdict.ts';
import { isCompound, readCompound, type Stream } from './compound.ts';
import { inspectExcel, inspectWord } from './open-xml.ts';

/** What holds the text: of Word, and of WPS, which writes the same; of Works, whose name `wps` was before. */
const TEXTS: { [named: string]: string[] } = {
  doc: ['WordDocument'],
  wps: ['WordDocument', 'CONTENTS', 'MatOST'],
};

const LARGEST_SECTOR = 4096;

const OTHERS: [stream: RegExp, kind: Kind][] = [
  [/^(Workbook|Book)$/, KINDS.xls],
  [/^PowerPoint Document$/, KINDS.ppt],
  [/^WordDocument$/, KINDS.doc],
];

const kindAmong = (streams: readonly Stream[]): Kind =>
  OTHERS.find(([stream]) => streams.some(({ name }) => stream.test(name)))?.[1] ?? KINDS.ole;

/** The beginning of a text of Word: a number that is always the same, and whether it takes a password to read on. */
async function isLocked(source: Budgeted, text: Stream): Promise<boolean> {
  if (text.at === undefined) return false;
  const head = Buffer.from(await source.read(text.at, 12));
  return head.length === 12 && [0xa5ec, 0xa5dc].includes(head.readUInt16LE(0)) && ((head[11] ?? 0) & 1) === 1;
}

/** @param texts names of the streams of which one must be there */
async function inspectCompound(source: Budgeted, named: string, texts: readonly string[]): Promise<Found> {
  const compound = await readCompound(source);
  if (!compound) return source.exhausted ? doubt(FINDINGS.notAllSeen()) : fault(FINDINGS.truncated());
  const { streams, length } = compound;
  if (streams.some(({ name }) => name === 'EncryptedPackage')) return fault(FINDINGS.locked());
  const text = streams.find(({ name, size }) => texts.includes(name) && size > 0);
  if (!text) return notA(named, source, kindAmong(streams));
  if (await isLocked(source, text)) return fault(FINDINGS.locked());
  // Some programs leave out what their last sector does not need.
  if (length - LARGEST_SECTOR >= source.size) return fault(FINDINGS.truncated());
  return length > source.size ? doubt(FINDINGS.faultyStructure()) : fine;
}

/** RTF is text in braces, the last of which may be followed by empty lines and, of some programs, zeros. */
async function inspectRtf(source: Budgeted): Promise<Found> {
  const tail = Buffer.from(await source.read(Math.max(0, source.size - 256), 256)).toString('latin1');
  return /\}[\s\0]*$/.test(tail) ? fine : fault(FINDINGS.truncated());
}

/**
 * Word before 2007, and what other programs write under its name: RTF, and the newer format. Word and WPS open both
 * under the name `doc` without a question.
 */
export async function inspectDoc(source: Budgeted, named = 'doc'): Promise<Found> {
  const head = Buffer.from(await source.read(0, 8));
  if (isCompound(head)) return inspectCompound(source, named, TEXTS[named] ?? []);
  if (head.toString('latin1', 0, 5) === '{\\rtf') return inspectRtf(source);
  return inspectWord(source, named);
}

export const inspectWps = (source: Budgeted) => inspectDoc(source, 'wps');

/** What is no ZIP can be the older format, or a newer one that is wrapped with a password. */
const newer =
  (named: string, inspect: (source: Budgeted, named: string) => Promise<Found>) => async (source: Budgeted) =>
    isCompound(Buffer.from(await source.read(0, 8)))
      ? inspectCompound(source, named, [])
      : inspect(source, named);

export const inspectDocx = newer('docx', inspectWord);
export const inspectXlsx = newer('xlsx', inspectExcel);
