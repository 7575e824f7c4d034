import { columnName } from '../shared/workbook/address.ts';
import { matcher } from '../shared/workbook/headings.ts';
import type { Cell } from '../shared/workbook/read/sheet.ts';
import type { Sheet } from '../shared/workbook/read/workbook.ts';
import { type Grid, sheetName } from './grids.ts';

/** Where a grid was found: its sheet, its row of headings and the columns below them. */
export interface Found {
  sheet: Sheet;
  header: number;
  /** Columns of the sheet by answer column of the grid; undefined where the heading is missing. */
  columns: (number | undefined)[];
  /** Columns of the sheet that say what a line is. */
  heads: Set<number>;
  /** Columns that are not read: their headings are none of the grid's, or stand there for the second time. */
  beside: { column: number; text: string; twice: boolean }[];
}

/** Headings are looked for this far down: titles, notes and blank rows may have been put above them. */
const DEEPEST = 40;
const MOST_HEADING = 40;
const NOTE = { zh: '填写要求', en: 'What is wanted' };

function readHeader(grid: Grid, sheet: Sheet, header: number, cells: ReadonlyMap<number, Cell>): Found {
  const found: Found = { sheet, header, columns: [], heads: new Set(), beside: [] };
  const items = [
    ...grid.columns.map(({ title, unit }, index) => ({ names: namesOf(title, unit), index })),
    ...[...grid.heads, NOTE].map((title) => ({ names: [title], index: undefined })),
  ];
  const match = matcher(items, ({ names }) => names);
  const ordered = [...cells].sort(([a], [b]) => a - b);
  for (const [column, { value }] of ordered) {
    const item = match(value);
    const twice = item?.index !== undefined && found.columns[item.index] !== undefined;
    if (!item || twice) found.beside.push({ column, text: String(value).slice(0, MOST_HEADING), twice });
    else if (item.index === undefined) found.heads.add(column);
    else found.columns[item.index] = column;
  }
  return found;
}

const namesOf = (title: Grid['heads'][number], unit: Grid['heads'][number] | undefined) =>
  unit ? [title, { zh: `${title.zh}(${unit.zh})`, en: `${title.en}(${unit.en})` }] : [title];

const score = ({ columns, heads }: Found) =>
  columns.filter((column) => column !== undefined).length + heads.size;

/** Half of the headings, and two at least: less is no table of ours. */
const enough = ({ columns, heads }: Grid) => Math.max(2, Math.ceil((columns.length + heads.length) / 2));

function bestIn(grid: Grid, sheet: Sheet): Found | undefined {
  const candidates = sheet.rows
    .filter(({ number }) => number <= DEEPEST)
    .map(({ number, cells }) => readHeader(grid, sheet, number, cells));
  return candidates
    .filter((one) => score(one) >= enough(grid) && one.columns.some((column) => column !== undefined))
    .sort((a, b) => score(b) - score(a))[0];
}

/** Columns that hold something below the headings and have none; a heading that is merged over two leaves one so. */
function addNameless({ sheet, header, columns, heads, beside }: Found): void {
  const known = new Set([...columns, ...heads, ...beside.map(({ column }) => column)]);
  for (const { number, cells } of sheet.rows) {
    if (number <= header) continue;
    for (const column of cells.keys()) {
      if (known.has(column)) continue;
      known.add(column);
      beside.push({ column, text: columnName(column), twice: false });
    }
  }
}

/** The sheet with the grid's name, else whichever holds its headings: sheets are renamed and copied. */
export function findGrid(grid: Grid, sheets: readonly Sheet[], taken: ReadonlySet<Sheet>): Found | undefined {
  const open = sheets.filter((sheet) => !taken.has(sheet) && !sheet.name.startsWith('_'));
  const named = open.filter(({ name }) => name === sheetName(grid));
  for (const some of [named, open]) {
    const found = some.flatMap((sheet) => bestIn(grid, sheet) ?? []).sort((a, b) => score(b) - score(a))[0];
    if (found) {
      addNameless(found);
      return found;
    }
  }
  return undefined;
}
