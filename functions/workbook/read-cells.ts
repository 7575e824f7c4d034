import type { Field, Plain } from '../../schemas/fields/field.ts';
import type { Text } from '../../schemas/text.ts';
import type { Area } from '../shared/workbook/address.ts';
import { serialOf } from '../shared/workbook/days.ts';
import type { Cell } from '../shared/workbook/read/sheet.ts';
import { type NamedFile, readCell, typedIn } from './cells.ts';
import type { Filled } from './draw-grid.ts';
import type { Leaf } from './grids.ts';
import type { Found } from './headers.ts';
import { type CellProblem, type Spot, tell } from './problems.ts';

/** What reading one sheet needs beside its cells. */
export interface Reading {
  found: Found;
  files: readonly NamedFile[];
  date1904: boolean;
  problems: CellProblem[];
}

/** Sets what a path leads to, making what is missing on the way. Paths are names of fields, never of prototypes. */
export function put(
  target: { [name: string]: unknown },
  [name = '', ...rest]: readonly string[],
  value: unknown,
) {
  if (rest.length === 0) {
    target[name] = value;
    return;
  }
  const next = target[name];
  const within: { [name: string]: unknown } = typeof next === 'object' && next !== null ? { ...next } : {};
  target[name] = within;
  put(within, rest, value);
}

/** The cell at a place, or the one that a merged area shows there. */
export interface Looked {
  cell: Cell | undefined;
  /** The merged area that the cell begins, or that it is part of. */
  merged: Area | undefined;
  /** The cell stands further up: it is read here because the area spans rows. */
  from: boolean;
}

export function createLook({ found }: Pick<Reading, 'found'>) {
  const { rows, merges } = found.sheet;
  const byNumber = new Map(rows.map((row) => [row.number, row.cells]));
  const byColumn = Map.groupBy(
    merges.filter(({ bottom }) => bottom > found.header),
    ({ left }) => left,
  );
  return (row: number, column: number): Looked => {
    const own = byNumber.get(row)?.get(column);
    const merged = byColumn.get(column)?.find(({ top, bottom }) => top <= row && row <= bottom);
    const from = own === undefined && merged !== undefined && row > merged.top && merged.top > found.header;
    return { cell: from ? byNumber.get(merged.top)?.get(column) : own, merged, from };
  };
}

/** What stands in a cell that is not read. */
export const asTyped = (cell: Cell | undefined, date1904: boolean): Filled | undefined =>
  cell && { value: typedIn(cell, date1904) };

/** What the marked copy shows: what was typed, with days counted as the copy counts them. */
function shownAgain({ field }: Leaf, { value, dated }: Cell, read: Plain): string | number {
  if (field.kind === 'date') return serialOf(read) ?? (typeof read === 'number' ? read : String(read));
  return typeof value === 'number' && !dated ? value : String(dated ? read : value);
}

const isNumber = ({ kind }: Field): boolean => kind === 'count' || kind === 'amount';

/** Reads one answer, and tells what is odd about its cell. @returns what stands in the cell as it was typed, too */
export function readAnswer(
  leaf: Leaf,
  { cell, merged, from }: Looked,
  spot: Spot,
  pointer: string,
  { files, date1904, problems }: Reading,
): { value: unknown; shown: Filled } | undefined {
  if (!cell) return undefined;
  const name: Text = spot.field ?? leaf.title;
  const about = (code: Parameters<typeof tell>[0], given?: string) =>
    problems.push(tell(code, spot, name, pointer, given));
  if (cell.error) {
    about('error-value');
    return { value: undefined, shown: { value: String(cell.value) } };
  }
  if (cell.formula && !from) about('formula');
  if (merged && !from && merged.bottom > merged.top) about('merged-rows');
  if (merged && !from && merged.right > merged.left) about('merged-columns');
  const value = readCell(leaf.field, cell, files, date1904);
  if (cell.dated && isNumber(leaf.field)) about('date-as-number', String(value));
  return { value, shown: { value: shownAgain(leaf, cell, value) } };
}
