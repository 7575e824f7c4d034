import { normalise } from '../../schemas/fields/normalise.ts';
import { pointerOf, valueAt } from '../../schemas/fields/place.ts';
import type { Text } from '../../schemas/text.ts';
import { matcher } from '../shared/workbook/headings.ts';
import type { Filled } from './draw-grid.ts';
import type { Grid } from './grids.ts';
import { type Spot, tell } from './problems.ts';
import { createLook, put, type Reading, readAnswer } from './read-cells.ts';

/** What was read of a sheet. */
export interface ReadGrid {
  /** What stands in the cells, for the marked copy; rows at their places, blank ones too. */
  filling: (Filled | undefined)[][];
  /** Where each answer is, by its pointer; and in which line and column of the filling. */
  spots: Map<string, Spot & { at?: [line: number, column: number] }>;
  /** Rows of a list that are not blank. */
  rows: number;
}

/** The columns that are missing, unknown or there twice. */
function tellOfColumns(grid: Grid, { found, problems }: Reading): void {
  const { sheet, header, columns, unknown, twice } = found;
  const below = (column: number) => sheet.rows.some((row) => row.number > header && row.cells.has(column));
  for (const [index, { title }] of grid.columns.entries()) {
    if (columns[index] === undefined) problems.push(tell('missing-column', { sheet: sheet.name }, title));
  }
  for (const { column, text } of unknown) {
    if (!below(column)) continue;
    problems.push(tell('unknown-column', { sheet: sheet.name, row: header, column }, { zh: text, en: text }));
  }
  for (const column of twice) {
    const text = String(sheet.rows.find(({ number }) => number === header)?.cells.get(column)?.value ?? '');
    const [title = ''] = text.split('\n');
    problems.push(tell('column-twice', { sheet: sheet.name, row: header, column }, { zh: title, en: title }));
  }
}

/** Fixed lines, each found by its number or its title wherever it stands now. */
function readLines(grid: Grid, answers: { [name: string]: unknown }, reading: Reading): ReadGrid {
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
    if (!line) continue;
    missing.delete(line);
    const number = grid.lines.indexOf(line);
    for (const [index, leaf] of line.leaves.entries()) {
      const column = columns[index];
      if (!leaf || column === undefined) continue;
      const field = nameOf(grid, line.names, leaf.title);
      const spot = { sheet: sheet.name, row: row.number, column, field };
      const pointer = pointerOf(leaf.path);
      spots.set(pointer, { ...spot, at: [number, index] });
      const read = readAnswer(leaf, look(row.number, column), spot, pointer, reading);
      if (!read) continue;
      put(answers, leaf.path, read.value);
      const own = filling[number];
      if (own) own[index] = read.shown;
    }
  }
  for (const { names, leaves } of missing) {
    if (!leaves.some((leaf) => leaf?.field.required)) continue;
    const name = { zh: names.map(({ zh }) => zh).join(' '), en: names.map(({ en }) => en).join(' ') };
    problems.push(tell('missing-line', { sheet: sheet.name }, name));
  }
  return { filling, spots, rows: 0 };
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
): ReadGrid {
  const { found } = reading;
  const { sheet, columns, header } = found;
  const look = createLook(reading);
  const spots: ReadGrid['spots'] = new Map();
  const filling: ReadGrid['filling'] = [];
  const rows: unknown[] = [];
  const answered = new Set(columns.filter((column) => column !== undefined));
  for (const { number, cells } of sheet.rows) {
    if (number <= header || ![...cells.keys()].some((column) => answered.has(column))) continue;
    // Blank rows keep their places in the marked copy, unless somebody left thousands.
    const at = number - header <= MOST_PLACES ? number - header - 1 : Math.max(MOST_PLACES, filling.length);
    const row: { [name: string]: unknown } = {};
    const shown: (Filled | undefined)[] = [];
    const own: ReadGrid['spots'] = new Map();
    for (const [index, { leaf, title }] of grid.columns.entries()) {
      const column = columns[index];
      if (!leaf || column === undefined) continue;
      const spot = { sheet: sheet.name, row: number, column, field: title };
      const pointer = pointerOf([...list.path, rows.length, ...leaf.path]);
      own.set(pointer, { ...spot, at: [at, index] });
      const read = readAnswer(leaf, look(number, column), spot, pointer, reading);
      if (!read) continue;
      put(row, leaf.path, read.value);
      shown[index] = read.shown;
    }
    filling[at] = shown;
    if (isBlank(list.field, row)) continue;
    rows.push(row);
    for (const [pointer, spot] of own) spots.set(pointer, spot);
  }
  spots.set(pointerOf(list.path), { sheet: sheet.name, row: header, field: grid.name });
  if (rows.length > 0) put(answers, list.path, rows);
  return { filling: Array.from(filling, (line) => line ?? []), spots, rows: rows.length };
}

/** Whether the form's own reading keeps nothing of a row: spaces, say. */
const isBlank = (list: NonNullable<Grid['rows']>['field'], row: unknown): boolean =>
  valueAt(normalise([list], { [list.name]: [row] }).answers, [list.name]) === undefined;

/** Reads a sheet into the answers. */
export function readGrid(grid: Grid, answers: { [name: string]: unknown }, reading: Reading): ReadGrid {
  tellOfColumns(grid, reading);
  return grid.rows ? readRows(grid, grid.rows, answers, reading) : readLines(grid, answers, reading);
}
