import type { Field } from '../../schemas/form.ts';
import type { OutCell, OutSheet, Validation } from '../shared/workbook/write/sheet.ts';
import { type Grid, heading, sheetName } from './grids.ts';
import { answerLook, heightOf, LOOKS, widthOf } from './looks.ts';
import { type Choosing, validationOf } from './validations.ts';
import { wantedOf } from './wanted.ts';

/** What stands in a cell. */
export interface Filled {
  value?: string | number | undefined;
}

/** By line or row of a grid, then by answer column. */
export type Filling = readonly (readonly (Filled | undefined)[])[];

const NOTE = { zh: '填写要求', en: 'What is wanted' };
/** More rows above the headings would leave a small screen without room for those below. */
const MOST_FROZEN = 6;

const answerCell = ({ value }: Filled, style: ReturnType<typeof answerLook>): OutCell => ({
  style,
  ...(value !== undefined && { value }),
});

function headerCells(grid: Grid, noted: boolean): OutCell[] {
  const heads = grid.heads.map(({ zh, en }) => `${zh}\n${en}`);
  const notes = noted ? [`${NOTE.zh}\n${NOTE.en}`] : [];
  const all = [...heads, ...grid.columns.map(heading), ...notes];
  return all.map((value) => ({ value, style: LOOKS.heading }));
}

const HEADER_HEIGHT = 36;
const NOTE_WIDTH = 60;
/** What stands before the answers has both languages. */
const TWO_LINES = { text: '\n', width: 1 };

const textsIn = (filled: Filling[number], fields: readonly (Field | undefined)[]) =>
  filled.flatMap((cell, index) => {
    const field = fields[index];
    return typeof cell?.value === 'string' && field ? [{ text: cell.value, width: widthOf(field) }] : [];
  });

/** What stood above the headings, and these: they stay in sight. */
function topOf(grid: Grid, noted: boolean, above: Filling, columns: number) {
  const rows: OutSheet['rows'] = above.map((line) => ({
    cells: line.map((cell) => (cell?.value === undefined ? undefined : { value: cell.value })),
  }));
  rows.push({ cells: headerCells(grid, noted), height: HEADER_HEIGHT });
  const header = rows.length;
  return { header, rows, ...(header <= MOST_FROZEN && { frozen: { rows: header, columns } }) };
}

/** Rows to be filled in: the columns carry the looks, so that blank rows cost nothing. */
function drawRows(
  grid: Grid,
  rows: NonNullable<Grid['rows']>,
  filling: Filling,
  choosing: Choosing,
  above: Filling,
): OutSheet {
  const { header, rows: top, ...frozen } = topOf(grid, false, above, 2);
  const most = rows.field.maxRows ?? filling.length;
  const fields = grid.columns.flatMap(({ leaf }) => leaf?.field ?? []);
  const lines = Array.from({ length: Math.max(most, filling.length) }, (_, row) => ({
    ...(filling[row] && { height: heightOf(textsIn(filling[row], fields)) }),
    cells: [
      { value: row + 1, style: LOOKS.head },
      ...fields.map((field, index) => {
        const filled = filling[row]?.[index];
        return filled && answerCell(filled, answerLook(field));
      }),
    ],
  }));
  return {
    name: sheetName(grid),
    columns: [{ width: 6 }, ...fields.map((field) => ({ width: widthOf(field), style: answerLook(field) }))],
    rows: [...top, ...lines],
    ...frozen,
    validations: fields.flatMap((field, index): Validation[] => {
      const column = grid.heads.length + index + 1;
      const area = { top: header + 1, bottom: header + most, left: column, right: column };
      return validationOf(field, area, choosing);
    }),
  };
}

/** Fixed lines: each cell has its own look; one answer a line has room for a note beside it. */
function drawLines(grid: Grid, filling: Filling, choosing: Choosing, above: Filling): OutSheet {
  const noted = grid.columns.length === 1;
  const { header, rows: top, ...frozen } = topOf(grid, noted, above, grid.heads.length);
  const validations: Validation[] = [];
  const lines = grid.lines.map(({ shown, leaves }, line) => {
    const answers = leaves.map((leaf, index): OutCell | undefined => {
      if (!leaf) return { style: LOOKS.note };
      const at = { row: header + line + 1, column: grid.heads.length + index + 1 };
      const area = { top: at.row, bottom: at.row, left: at.column, right: at.column };
      validations.push(...validationOf(leaf.field, area, choosing));
      return answerCell(filling[line]?.[index] ?? {}, answerLook(leaf.field, { border: true }));
    });
    const want = noted && leaves[0] ? wantedOf(leaves[0].field) : undefined;
    const note = want ? [{ value: `${want.zh}\n${want.en}`, style: LOOKS.note }] : [];
    const told = want ? [{ text: `${want.zh}\n${want.en}`, width: NOTE_WIDTH }] : [];
    const typed = textsIn(
      filling[line] ?? [],
      leaves.map((leaf) => leaf?.field),
    );
    return {
      height: heightOf([TWO_LINES, ...told, ...typed]),
      cells: [...shown.map((value) => ({ value, style: LOOKS.head })), ...answers, ...note],
    };
  });
  const answerWidths = grid.columns.map((_, index) =>
    Math.max(16, ...grid.lines.map(({ leaves }) => (leaves[index] ? widthOf(leaves[index].field) : 0))),
  );
  const headWidths = noted ? [36] : [8, 40, 12];
  return {
    name: sheetName(grid),
    columns: [...headWidths, ...answerWidths, ...(noted ? [NOTE_WIDTH] : [])].map((width) => ({ width })),
    rows: [...top, ...lines],
    ...frozen,
    validations,
  };
}

/** @param above what stands above the headings; nothing in a template */
export const drawGrid = (grid: Grid, filling: Filling, choosing: Choosing, above: Filling = []): OutSheet =>
  grid.rows ? drawRows(grid, grid.rows, filling, choosing, above) : drawLines(grid, filling, choosing, above);
