import { type Archive, openArchive } from './archive.ts';
import { readDateStyles } from './number-formats.ts';
import { Refusal } from './refusals.ts';
import { type Relation, readRelations, resolvePart } from './relations.ts';
import { type Budget, readSheet, type Shared, type Table } from './sheet.ts';
import { readSharedStrings } from './strings.ts';
import { readXml } from './xml.ts';

export interface Sheet extends Table {
  name: string;
  hidden: boolean;
}

export interface Workbook {
  sheets: Sheet[];
  /** Days are counted from 1904, as old programs for the Macintosh did. */
  date1904: boolean;
}

/** 10,000 rows of 20 columns, so that too many rows are counted and told rather than refused unread. */
const MOST: Budget = { cells: 250_000, characters: 12_000_000 };
const MOST_SHEETS = 30;

interface Named {
  name: string;
  hidden: boolean;
  relation: string;
}

function readContents(bytes: Buffer): { sheets: Named[]; date1904: boolean } {
  const sheets: Named[] = [];
  let date1904 = false;
  readXml(bytes, {
    open(name, attribute) {
      if (name === 'workbookPr') date1904 = /^(1|true)$/.test(attribute('date1904') ?? '');
      else if (name === 'externalReference') throw new Refusal('external-links');
      else if (name === 'sheet') {
        const hidden = /hidden/i.test(attribute('state') ?? '');
        sheets.push({ name: attribute('name') ?? '', hidden, relation: attribute('r:id') ?? '' });
      }
    },
  });
  return { sheets, date1904 };
}

/** By the names of the parts and by what the package says that they are: either is enough. */
function refuseActiveContent(archive: Archive): void {
  const { names } = archive;
  const some = (pattern: RegExp) => names.some((name) => pattern.test(name));
  if (some(/(^|\/)vbaproject\.bin$|^xl\/(macrosheets|activex|ctrlprops)\//)) throw new Refusal('macros');
  if (some(/^xl\/(externallinks\/|connections\.xml$|querytables\/)/)) throw new Refusal('external-links');
  readXml(archive.read('[Content_Types].xml'), {
    open(_, attribute) {
      const type = attribute('ContentType') ?? '';
      if (/macroEnabled|vbaProject|macrosheet|activeX/i.test(type)) throw new Refusal('macros');
      if (/externalLink|connections\+/i.test(type)) throw new Refusal('external-links');
      if (/sheet\.binary/i.test(type)) throw new Refusal('not-a-workbook');
    },
  });
}

/** Links of cells, as programs make them of every e-mail address, lead nowhere by themselves; all others do. */
function refuseLinks(relations: readonly Relation[]): void {
  if (relations.some(({ external, type }) => external && type !== 'hyperlink')) {
    throw new Refusal('external-links');
  }
}

function findWorkbookPart(archive: Archive): string {
  const relations = archive.has('_rels/.rels') ? readRelations(archive.read('_rels/.rels'), '') : [];
  const part = relations.find(({ type }) => type === 'officeDocument')?.target ?? 'xl/workbook.xml';
  if (!archive.has(part) || !/workbook[^/]*\.xml$/i.test(part)) throw new Refusal('not-a-workbook');
  return part;
}

/**
 * Reads a file that may be anything. Parts that hold no cells (pictures, themes, settings) are never inflated.
 * @throws Refusal
 */
export function readWorkbook(file: Buffer): Workbook {
  const archive = openArchive(file);
  if (!archive.has('[Content_Types].xml')) throw new Refusal('not-a-workbook');
  refuseActiveContent(archive);
  const part = findWorkbookPart(archive);
  const relationsOf = (name: string): Relation[] => {
    const rels = resolvePart(name, `_rels/${name.split('/').at(-1)}.rels`);
    return archive.has(rels) ? readRelations(archive.read(rels), name) : [];
  };
  const relations = relationsOf(part);
  refuseLinks(relations);
  const { sheets, date1904 } = readContents(archive.read(part));
  const targetOf = (type: string) => relations.find((one) => one.type === type)?.target;
  const [strings, styles] = [targetOf('sharedStrings'), targetOf('styles')];
  const shared: Shared = {
    strings: strings !== undefined && archive.has(strings) ? readSharedStrings(archive.read(strings)) : [],
    dateStyles: styles !== undefined && archive.has(styles) ? readDateStyles(archive.read(styles)) : [],
  };
  const budget = { ...MOST };
  const read = sheets.slice(0, MOST_SHEETS).flatMap(({ name, hidden, relation }): Sheet[] => {
    const target = relations.find(({ id, type }) => id === relation && type === 'worksheet')?.target;
    if (target === undefined || !archive.has(target)) return [];
    refuseLinks(relationsOf(target));
    return [{ name, hidden, ...readSheet(archive.read(target), shared, budget) }];
  });
  if (read.length === 0) throw new Refusal('not-a-workbook');
  return { sheets: read, date1904 };
}
