import type { KeptFinding } from '../../schemas/attachment.ts';
import { FINDINGS } from './findings.ts';
import type { Budgeted } from './source.ts';

const KB = 1024;
/** The end of a ZIP, with the longest comment that may stand behind it. */
const ZIP_TAIL = 66 * KB;
const END_OF_DIRECTORY = Buffer.from('PK\x05\x06', 'latin1');

const ARCHIVE = { zh: '压缩包', en: 'an archive (ZIP)' };
const PAGE = { zh: '网页代码', en: 'the code of a web page' };
const PDF = { zh: 'PDF文件', en: 'a PDF' };

/** A ZIP is read from its end, so that anything may stand before it: its last record reaches to the file's last byte. */
function endsAsZip(tail: Buffer): boolean {
  for (
    let at = tail.lastIndexOf(END_OF_DIRECTORY);
    at >= 0;
    at = tail.lastIndexOf(END_OF_DIRECTORY, at - 1)
  ) {
    if (at + 22 <= tail.length && at + 22 + tail.readUInt16LE(at + 20) === tail.length) return true;
    if (at === 0) break;
  }
  return false;
}

const CODE = /<(?:!doctype html|html|script|\?php)\b/i;

/**
 * A file can be two at once: a picture with a page in its comment, a PDF that any program opens as an archive. What
 * is in the second one, nobody would see. Office documents are archives themselves, and say so.
 */
export async function stowawayIn(source: Budgeted, type: string): Promise<KeptFinding | undefined> {
  const read = async (offset: number, length: number) => Buffer.from(await source.read(offset, length));
  const head = await read(0, 4 * KB);
  if (/openxmlformats|msword|ms-works/.test(type)) {
    return head.includes('%PDF-') ? FINDINGS.stowaway(PDF) : undefined;
  }
  const tail = await read(Math.max(0, source.size - ZIP_TAIL), ZIP_TAIL);
  if (endsAsZip(tail)) return FINDINGS.stowaway(ARCHIVE);
  const isPicture = type.startsWith('image/');
  return isPicture && [head, tail].some((bytes) => CODE.test(bytes.toString('latin1')))
    ? FINDINGS.stowaway(PAGE)
    : undefined;
}
