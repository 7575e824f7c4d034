import type { Field } from '../../schemas/form.ts';
import type { OutCell, OutSheet, Validation } from '../shared/workbook/write/sheet.ts';
import { type Grid, heading, sheetName } from './grids.ts';
import { answerLook, heightOf, LOOKS, widthOf } from './looks.ts';
import { type Choosing, validationOf } from './validations.ts';
import { wantedOf } from './wanted.ts';

/** What stands in an answer's cell, and what is wrong with it. */
export interface Filled {
  value?: string | number | undefined;
  comment?: string;
}

/** By line or row of a grid, then by answer column. */
export type Filling = readonly (readonly (Filled | undefined)[])[];

const NOTE = { zh: '填写要求', en: 'What is wanted' };
const HEADER = 1;

function answerCell({ value, comment }: Filled, look: ReturnType<typeof answerLook>): OutCell {
  return {
    style: look,
    ...(value !== undefined && { value }),
    ...(comment !== undefined && { comment }),
  };
}

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

/** Rows to be filled in: the columns carry the looks, so that blank rows cost nothing. */
function drawRows(
  grid: Grid,
  rows: NonNullable<Grid['rows']>,
  filling: Filling,
  choosing: Choosing,
): OutSheet {
  const most = rows.field.maxRows ?? filling.length;
  const fields = grid.columns.flatMap(({ leaf }) => leaf?.field ?? []);
  const lines = Array.from({ length: Math.max(most, filling.length) }, (_, row) => ({
    ...(filling[row] && { height: heightOf(textsIn(filling[row], fields)) }),
    cells: [
      { value: row + 1, style: LOOKS.head },
      ...fields.map((field, index) => {
        const filled = filling[row]?.[index];
        if (!filled) return undefined;
        return answerCell(filled, answerLook(field, { wrong: filled.comment !== undefined }));
      }),
    ],
  }));
  return {
    name: sheetName(grid),
    columns: [{ width: 6 }, ...fields.map((field) => ({ width: widthOf(field), style: answerLook(field) }))],
    rows: [{ cells: headerCells(grid, false), height: HEADER_HEIGHT }, ...lines],
    frozen: { rows: HEADER, columns: 2 },
    validations: fields.flatMap((field, index): Validation[] => {
      const column = grid.heads.length + index + 1;
      const area = { top: HEADER + 1, bottom: HEADER + most, left: column, right: column };
      return validationOf(field, area, choosing);
    }),
  };
}

/** Fixed lines: each cell has its own look; one answer a line has room for a note beside it. */
function drawLines(grid: Grid, filling: Filling, choosing: Choosing): OutSheet {
  const noted = grid.columns.length === 1;
  const validations: Validation[] = [];
  const lines = grid.lines.map(({ shown, leaves }, line) => {
    const answers = leaves.map((leaf, index): OutCell | undefined => {
      if (!leaf) return { style: LOOKS.note };
      const at = { row: HEADER + line + 1, column: grid.heads.length + index + 1 };
      const area = { top: at.row, bottom: at.row, left: at.column, right: at.column };
      validations.push(...validationOf(leaf.field, area, choosing));
      const filled = filling[line]?.[index] ?? {};
      return answerCell(
        filled,
        answerLook(leaf.field, { border: true, wrong: filled.comment !== undefined }),
      );
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
    rows: [{ cells: headerCells(grid, noted), height: HEADER_HEIGHT }, ...lines],
    frozen: { rows: HEADER, columns: grid.heads.length },
    validations,
  };
}

export const drawGrid = (grid: Grid, filling: Filling, choosing: Choosing): OutSheet =>
  grid.rows ? drawRows(grid, grid.rows, filling, choosing) : drawLines(grid, filling, choosing);
