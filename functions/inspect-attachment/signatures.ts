import type { Text } from '../../schemas/text.ts';

/** What a file can carry that is a file of its own, as it is called. */
export const FOREIGN = {
  archive: { zh: '压缩包', en: 'an archive (ZIP, RAR, 7z)' },
  page: { zh: '网页代码', en: 'the code of a web page' },
  pdf: { zh: 'PDF文件', en: 'a PDF' },
  program: { zh: '可执行程序', en: 'a program' },
} satisfies { [what: string]: Text };

/** Not so short that compressed pictures hold them by chance: a millionth of all large ones at most. */
const CODE =
  /<(?:!doctype\s+html|\?php|(?:html|head|body|script|iframe|frameset|svg|object|embed|applet|form|img)(?=[\s>/]))/i;

export const looksLikePage = (bytes: Buffer): boolean => CODE.test(bytes.toString('latin1'));

const ENTRY = Buffer.from('PK\x03\x04', 'latin1');
const END = Buffer.from('PK\x05\x06', 'latin1');
const OTHERS = ['Rar!\x1a\x07', '7z\xbc\xaf\x27\x1c', 'MSCF\0\0\0\0'].map((one) =>
  Buffer.from(one, 'latin1'),
);

/** Every place of some bytes in others. */
export function* placesOf(wanted: Buffer, bytes: Buffer): Generator<number> {
  for (let at = bytes.indexOf(wanted); at >= 0; at = bytes.indexOf(wanted, at + 1)) yield at;
}

/** A file within a ZIP: a version that exists, and a method that does. */
const isEntry = (bytes: Buffer, at: number): boolean =>
  at + 30 <= bytes.length &&
  bytes.readUInt16LE(at + 4) <= 63 &&
  [0, 8, 9, 12, 14, 93, 95, 98, 99].includes(bytes.readUInt16LE(at + 8));

/** The record that ends a ZIP, which is read from there: one disk, and a count that it gives twice. */
export const isZipEnd = (bytes: Buffer, at: number): boolean =>
  at + 22 <= bytes.length &&
  bytes.readUInt32LE(at + 4) === 0 &&
  bytes.readUInt16LE(at + 8) === bytes.readUInt16LE(at + 10);

function isArchive(bytes: Buffer): boolean {
  if (OTHERS.some((one) => bytes.includes(one))) return true;
  for (const at of placesOf(ENTRY, bytes)) if (isEntry(bytes, at)) return true;
  for (const at of placesOf(END, bytes)) if (isZipEnd(bytes, at)) return true;
  return false;
}

/** Programs of Windows say at byte 60 where the second of their two heads stands. */
function isProgram(bytes: Buffer): boolean {
  for (const at of placesOf(Buffer.from('MZ'), bytes)) {
    if (at + 64 > bytes.length) return false;
    const head = at + bytes.readUInt32LE(at + 60);
    if (bytes.toString('latin1', head, head + 4) === 'PE\0\0') return true;
  }
  return false;
}

/** What bytes of a file carry that is a file of its own. */
export function foreignIn(bytes: Buffer): Text | undefined {
  if (bytes.length === 0) return undefined;
  if (isArchive(bytes)) return FOREIGN.archive;
  if (/%PDF-\d/.test(bytes.toString('latin1'))) return FOREIGN.pdf;
  return isProgram(bytes) ? FOREIGN.program : undefined;
}

/** The same where text has no place either. */
export const foreignOrPageIn = (bytes: Buffer): Text | undefined =>
  foreignIn(bytes) ?? (looksLikePage(bytes) ? FOREIGN.page : undefined);

/** The same at the very place where something else begins: there a short beginning is enough. */
export const foreignFrom = (bytes: Buffer): Text | undefined =>
  /^\s*(MZ|\x7fELF)/.test(bytes.toString('latin1', 0, 64)) ? FOREIGN.program : foreignOrPageIn(bytes);
