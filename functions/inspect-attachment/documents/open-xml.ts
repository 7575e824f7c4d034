import { FINDINGS } from '../findings.ts';
import { KINDS, type Kind, notA } from '../kind.ts';
import type { Budgeted } from '../source.ts';
import { doubt, type Found, fault, fine } from '../verdict.ts';
import { areAllThere, entriesIn, unpack } from './zip.ts';

interface Main {
  /** What its list of parts calls the part that makes it what it is. */
  contentType: string;
  /** Where that part is where the list does not say. */
  part: string;
}

const WORD: Main = {
  contentType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml',
  part: 'word/document.xml',
};
const EXCEL: Main = {
  contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml',
  part: 'xl/workbook.xml',
};

const TYPES = '[Content_Types].xml';

function kindAmong(names: readonly string[]): Kind {
  const folder = (start: string) => names.includes(TYPES) && names.some((name) => name.startsWith(start));
  if (folder('word/')) return KINDS.docx;
  if (folder('xl/')) return KINDS.xlsx;
  return folder('ppt/') ? KINDS.pptx : KINDS.zip;
}

/** Names that lead out of the document when it is unpacked. */
const isStray = (name: string) => /(^|[/\\])\.\.([/\\]|$)|^[/\\]|^[a-z]:/i.test(name);

/** The name of the part that the list of parts gives that type. */
function mainPartIn(types: string, { contentType, part }: Main): string | undefined {
  if (!types.includes(`"${contentType}"`)) return undefined;
  const given = (types.match(/<(?:\w+:)?Override\b[^>]*>/g) ?? []).find((one) =>
    one.includes(`"${contentType}"`),
  );
  return /PartName="\/([^"]+)"/.exec(given ?? '')?.[1] ?? part;
}

/** An Office document: a ZIP with a list of its parts, and the part that makes it a text or a workbook. */
async function inspectOpenXml(source: Budgeted, named: string, main: Main): Promise<Found> {
  const head = Buffer.from(await source.read(0, 4));
  if (head.toString('latin1') !== 'PK\x03\x04') return notA(named, source);
  const entries = await entriesIn(source);
  if (source.exhausted || entries === 'endless') return doubt(FINDINGS.notAllSeen());
  if (!entries || !(await areAllThere(source, entries))) return fault(FINDINGS.truncated());
  const names = entries.map(({ name }) => name);
  if (names.some((name) => /(^|\/)vbaProject\.bin$/i.test(name))) return fault(FINDINGS.macros());
  if (names.some(isStray)) return fault(FINDINGS.strayEntries());
  const isOther = () => notA(named, source, kindAmong(names));
  const list = entries.find(({ name }) => name === TYPES);
  if (!list) return isOther();
  if (list.encrypted) return fault(FINDINGS.locked());
  const types = await unpack(source, list);
  if (types === 'damaged') return fault(FINDINGS.truncated());
  if (!types) return doubt(FINDINGS.notAllSeen());
  const name = mainPartIn(types.toString(), main);
  const part = entries.find((entry) => entry.name === name);
  if (!part)
    return kindAmong(names) === kindAmong([TYPES, main.part]) ? notA(named, source, KINDS.zip) : isOther();
  const content = await unpack(source, part);
  if (content === 'damaged') return fault(FINDINGS.truncated());
  return content ? fine : doubt(FINDINGS.notAllSeen());
}

export const inspectWord = (source: Budgeted, named: string) => inspectOpenXml(source, named, WORD);
export const inspectExcel = (source: Budgeted, named: string) => inspectOpenXml(source, named, EXCEL);
