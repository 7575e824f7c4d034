import { normalise } from '../../schemas/fields/normalise.ts';
import { pointerOf, valueAt } from '../../schemas/fields/place.ts';
import type { Text } from '../../schemas/text.ts';
import { matcher } from '../shared/workbook/headings.ts';
import type { Cell } from '../shared/workbook/read/sheet.ts';
import type { Filled } from './draw-grid.ts';
import type { Grid } from './grids.ts';
import { type Spot, tell } from './problems.ts';
import { asTyped, createLook, put, type Reading, readAnswer } from './read-cells.ts';

/** What was read of a sheet. */
export interface ReadGrid {
  /** What stands in the cells, for the marked copy; rows at their places, blank ones too; `beside` after the rest. */
  filling: (Filled | undefined)[][];
  /** What stands above the headings. */
  above: (Filled | undefined)[][];
  /** Headings of columns that are not read. */
  beside: string[];
  /** Where each answer is, by its pointer. */
  spots: Map<string, Spot>;
  /** Rows of a list that are not blank, by the numbers that they have in the sheet. */
  rows: number[];
}

type Read = Omit<ReadGrid, 'above' | 'beside'>;

/** In the marked copy: the row of the headings, and what says which line it is. */
const HEAD = -1;

/** The columns that are missing, unknown or there twice. */
function tellOfColumns(grid: Grid, { found, problems }: Reading): void {
  const { sheet, header, columns, beside } = found;
  const below = (column: number) => sheet.rows.some((row) => row.number > header && row.cells.has(column));
  for (const [index, { title }] of grid.columns.entries()) {
    if (columns[index] !== undefined) continue;
    problems.push(tell('missing-column', { sheet: sheet.name, at: [HEAD, index] }, title));
  }
  for (const [index, { column, text, twice }] of beside.entries()) {
    const [title = ''] = twice ? text.split('\n') : [text];
    const at: Spot['at'] = [HEAD, grid.columns.length + index];
    const spot: Spot = { sheet: sheet.name, row: header, column, at };
    if (twice || below(column))
      problems.push(tell(twice ? 'column-twice' : 'unknown-column', spot, { zh: title, en: title }));
  }
}

/** A row's cells in the columns that are not read, for the marked copy. */
const besideIn = (cells: ReadonlyMap<number, Cell>, { found, date1904 }: Reading): (Filled | undefined)[] =>
  found.beside.map(({ column }) => asTyped(cells.get(column), date1904));

/** The rows above the headings as they are. */
const aboveIn = ({ found: { sheet, header }, date1904 }: Reading): ReadGrid['above'] => {
  const rows = new Map(sheet.rows.map(({ number, cells }) => [number, cells]));
  return Array.from({ length: header - 1 }, (_, index) => {
    const cells = rows.get(index + 1) ?? new Map<number, Cell>();
    return Array.from({ length: Math.max(0, ...cells.keys()) }, (_, column) =>
      asTyped(cells.get(column + 1), date1904),
    );
  });
};

/** Fixed lines, each found by its number or its title wherever it stands now. */
function readLines(grid: Grid, answers: { [name: string]: unknown }, reading: Reading): Read {
  const { found, problems } = reading;
  const { sheet, columns, header } = found;
  const answerColumns = new Set(columns);
  const match = matcher(grid.lines, ({ names }) => names);
  const look = createLook(reading);
  const spots: ReadGrid['spots'] = new Map();
  const filling: ReadGrid['filling'] = grid.lines.map(() => []);
  const missing = new Set(grid.lines);
  for (const row of sheet.rows) {
    if (row.number <= header) continue;
    const before = [...row.cells].filter(([column]) => !answerColumns.has(column)).sort(([a], [b]) => a - b);
    const line = before.map(([, { value }]) => match(value)).find((one) => one && missing.has(one));
    if (!line) {
      if (![...row.cells.keys()].some((column) => answerColumns.has(column))) continue;
      const [title = ''] = String(before[0]?.[1].value ?? row.number).split('\n');
      const spot: Spot = { sheet: sheet.name, row: row.number, at: [HEAD, HEAD] };
      problems.push(tell('unknown-line', spot, { zh: title, en: title }));
      continue;
    }
    missing.delete(line);
    const number = grid.lines.indexOf(line);
    const shown: (Filled | undefined)[] = grid.columns.map(() => undefined);
    for (const [index, leaf] of line.leaves.entries()) {
      const column = columns[index];
      if (!leaf || column === undefined) continue;
      const field = nameOf(grid, line.names, leaf.title);
      const spot: Spot = { sheet: sheet.name, row: row.number, column, field, at: [number, index] };
      const pointer = pointerOf(leaf.path);
      spots.set(pointer, spot);
      const read = readAnswer(leaf, look(row.number, column), spot, pointer, reading);
      if (!read) continue;
      put(answers, leaf.path, read.value);
      shown[index] = read.shown;
    }
    filling[number] = [...shown, ...besideIn(row.cells, reading)];
  }
  for (const line of missing) {
    const { names, leaves } = line;
    if (!leaves.some((leaf) => leaf?.field.required)) continue;
    const name = { zh: names.map(({ zh }) => zh).join(' '), en: names.map(({ en }) => en).join(' ') };
    problems.push(tell('missing-line', { sheet: sheet.name, at: [grid.lines.indexOf(line), HEAD] }, name));
  }
  return { filling, spots, rows: [] };
}

/** A1 举办活动总数：数量; the title alone where there is one answer a line. */
function nameOf(grid: Grid, names: readonly Text[], title: Text): Text {
  if (grid.columns.length === 1) return title;
  const zh = names.map((name) => name.zh).join(' ');
  const en = names.map((name) => name.en).join(' ');
  return { zh: `${zh}：${title.zh}`, en: `${en}: ${title.en}` };
}

const MOST_PLACES = 3000;

/** Rows of a list. Blank ones neither count nor shift; a merged cell answers for all rows that have more to say. */
function readRows(
  grid: Grid,
  list: NonNullable<Grid['rows']>,
  answers: { [name: string]: unknown },
  reading: Reading,
): Read {
  const { found } = reading;
  const { sheet, columns, header } = found;
  const look = createLook(reading);
  const spots: ReadGrid['spots'] = new Map();
  const filling: ReadGrid['filling'] = [];
  const rows: unknown[] = [];
  const numbers: number[] = [];
  const columnsRead = new Set([...columns, ...found.beside.map(({ column }) => column)]);
  for (const { number, cells } of sheet.rows) {
    if (number <= header || ![...cells.keys()].some((column) => columnsRead.has(column))) continue;
    // Blank rows keep their places in the marked copy, unless somebody left thousands.
    const at = number - header <= MOST_PLACES ? number - header - 1 : Math.max(MOST_PLACES, filling.length);
    const row: { [name: string]: unknown } = {};
    const shown: (Filled | undefined)[] = grid.columns.map(() => undefined);
    const own: ReadGrid['spots'] = new Map();
    for (const [index, { leaf, title }] of grid.columns.entries()) {
      const column = columns[index];
      if (!leaf || column === undefined) continue;
      const spot: Spot = { sheet: sheet.name, row: number, column, field: title, at: [at, index] };
      const pointer = pointerOf([...list.path, rows.length, ...leaf.path]);
      own.set(pointer, spot);
      const read = readAnswer(leaf, look(number, column), spot, pointer, reading);
      if (!read) continue;
      put(row, leaf.path, read.value);
      shown[index] = read.shown;
    }
    filling[at] = [...shown, ...besideIn(cells, reading)];
    if (isBlank(list.field, row)) continue;
    rows.push(row);
    numbers.push(number);
    for (const [pointer, spot] of own) spots.set(pointer, spot);
  }
  const [first = 1] = [...found.heads, ...columnsRead]
    .filter((column) => column !== undefined)
    .sort((a, b) => a - b);
  const at: Spot['at'] = [HEAD, HEAD];
  spots.set(pointerOf(list.path), { sheet: sheet.name, row: header, column: first, field: grid.name, at });
  if (rows.length > 0) put(answers, list.path, rows);
  return { filling: Array.from(filling, (line) => line ?? []), spots, rows: numbers };
}

/** Whether the form's own reading keeps nothing of a row: spaces, say. */
const isBlank = (list: NonNullable<Grid['rows']>['field'], row: unknown): boolean =>
  valueAt(normalise([list], { [list.name]: [row] }).answers, [list.name]) === undefined;

/** Reads a sheet into the answers. */
export function readGrid(grid: Grid, answers: { [name: string]: unknown }, reading: Reading): ReadGrid {
  tellOfColumns(grid, reading);
  const read = grid.rows ? readRows(grid, grid.rows, answers, reading) : readLines(grid, answers, reading);
  return { ...read, above: aboveIn(reading), beside: reading.found.beside.map(({ text }) => text) };
}
