import { FINDINGS } from '../findings.ts';
import { notA } from '../kind.ts';
import type { Budgeted } from '../source.ts';
import { doubt, type Found, fault, fine } from '../verdict.ts';

const KB = 1024;
/** Dictionaries that close a table of references lie this close to where it begins, or to the end of the file. */
const NEAR = 64 * KB;

/** What `startxref` leads to: a table of references, or an object that is one. */
const REFERENCES = /^\s*(xref\s|\d+\s+\d+\s+obj\b)/;

/** The entry of a trailer that names how the document is encrypted. */
const ENCRYPTED = /\/Encrypt\s*(?:\d+\s+\d+\s+R\b|<<)/;

/** The part that describes the references, without the data of the object that holds them. */
const described = (references: string) => references.split(/\bstream\r?\n|startxref/)[0] ?? '';

/**
 * The header may stand a little inside the file, and the last line before its end (ISO 32000 annex H). Some programs
 * count offsets from the header. What leads to no references may open all the same, as readers mend what they can:
 * that is for people to see.
 */
export async function inspectPdf(source: Budgeted): Promise<Found> {
  const read = async (offset: number, length: number) => Buffer.from(await source.read(offset, length));
  const head = await read(0, KB);
  if (!head.includes('%PDF-')) return notA('PDF', source);
  const tail = await read(Math.max(0, source.size - 2 * KB), 2 * KB);
  if (!tail.includes('%%EOF')) return fault(FINDINGS.truncated());
  const end = tail.toString('latin1');
  const offset = Number([...end.matchAll(/startxref\s+(\d+)\s+%%EOF/g)].at(-1)?.[1] ?? source.size);
  const trailer = end.slice(Math.max(0, end.lastIndexOf('trailer')));
  for (const at of new Set([offset, offset + head.indexOf('%PDF-')])) {
    const references = at < source.size ? (await read(at, NEAR)).toString('latin1') : '';
    if (!REFERENCES.test(references)) continue;
    const locked = [described(references), trailer].some((text) => ENCRYPTED.test(text));
    // Whether it opens without a password takes its cipher to know: many only forbid to print.
    return locked ? doubt(FINDINGS.restricted()) : fine;
  }
  return doubt(FINDINGS.faultyStructure());
}
