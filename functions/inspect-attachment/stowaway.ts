import type { KeptFinding } from '../../schemas/attachment.ts';
import type { Text } from '../../schemas/text.ts';
import { FINDINGS } from './findings.ts';
import { FOREIGN, foreignFrom, foreignIn, isZipEnd, placesOf } from './signatures.ts';
import type { Budgeted } from './source.ts';

const KB = 1024;
/** The end of a ZIP, with the longest comment that may stand behind it. */
const ZIP_TAIL = 66 * KB;

/**
 * A ZIP is read from its end, and any program finds it there whatever stands before and behind it. One that is attached
 * to a PDF lies within one of its streams.
 */
function hasLooseArchive(tail: Buffer): boolean {
  for (const at of placesOf(Buffer.from('PK\x05\x06', 'latin1'), tail)) {
    if (isZipEnd(tail, at) && !tail.includes('endstream', at)) return true;
  }
  return false;
}

function besidePdf(head: Buffer, tail: Buffer): Text | undefined {
  const before = head.subarray(0, Math.max(0, head.indexOf('%PDF-')));
  const end = tail.lastIndexOf('%%EOF');
  const behind = end < 0 ? Buffer.alloc(0) : tail.subarray(end + 5);
  return foreignFrom(before) ?? (hasLooseArchive(tail) ? FOREIGN.archive : undefined) ?? foreignFrom(behind);
}

/**
 * A document or film can be two files at once: a PDF that any program opens as an archive, say. What is in the second
 * one, nobody would see. Office documents are archives themselves, and say so. Pictures are looked through by those who
 * know how they are built.
 */
export async function stowawayIn(source: Budgeted, type: string): Promise<KeptFinding | undefined> {
  const read = async (offset: number, length: number) => Buffer.from(await source.read(offset, length));
  const head = await read(0, 4 * KB);
  if (/openxmlformats|msword|ms-works/.test(type)) {
    return head.includes('%PDF-') ? FINDINGS.stowaway(FOREIGN.pdf) : undefined;
  }
  const tail = await read(Math.max(0, source.size - ZIP_TAIL), ZIP_TAIL);
  const found = type === 'application/pdf' ? besidePdf(head, tail) : foreignIn(tail);
  return found && FINDINGS.stowaway(found);
}
