import type { OutCell, OutSheet } from '../shared/workbook/write/sheet.ts';
import { drawGrid } from './draw-grid.ts';
import type { Grid } from './grids.ts';
import { LOOKS } from './looks.ts';
import type { CellProblem } from './problems.ts';
import type { ReadGrid } from './read-grid.ts';
import type { ReadTemplate } from './read-template.ts';
import { type TemplateOf, workbookOf } from './template.ts';

const commentOf = ({ message, cure }: CellProblem): string =>
  `${message.zh}\n${cure.zh}\n${message.en}\n${cure.en}`;

/** What is wrong with a cell, after what its comment says already. */
const marked = (cell: OutCell | undefined, style: OutCell['style'], told: string): OutCell => ({
  ...cell,
  style: { ...(cell?.style ?? style), ...LOOKS.wrong },
  comment: cell?.comment === undefined ? told : `${cell.comment}\n\n${told}`,
});

/** The columns that are none of the form's, to the right of all that are. */
function addBeside(sheet: OutSheet, { filling, above, beside }: ReadGrid, own: number): void {
  const first = sheet.columns.length;
  for (const [index, heading] of beside.entries()) {
    sheet.columns.push({ width: 16 });
    for (const [row, { cells }] of sheet.rows.entries()) {
      const line = row - above.length - 1;
      if (line === -1) cells[first + index] = { value: heading, style: LOOKS.heading };
      const value = filling[line]?.[own + index]?.value;
      if (value !== undefined) cells[first + index] = { value, style: LOOKS.note };
    }
  }
}

/** Where a problem is told: at its cell, or on the heading of what is missing, or at the head of the sheet. */
function placeOf({ at: [line, column] = [-1, -1] }: CellProblem, grid: Grid, above: number, width: number) {
  const beside = column - grid.columns.length;
  return {
    row: above + 1 + line,
    column: column < 0 ? 0 : beside < 0 ? grid.heads.length + column : width + beside,
  };
}

const NOTHING: ReadGrid = { filling: [], above: [], beside: [], spots: new Map(), rows: [] };

/**
 * The same content in a fresh template, with each wrong cell coloured and commented. Written anew rather than
 * changed: nothing of a file that may be anything goes back to anyone, and headings and lists are whole again. What
 * stood above and beside the tables is there too, so rows have the numbers that they had.
 */
export const markedCopy = (of: TemplateOf, { grids, problems }: ReadTemplate): Buffer =>
  workbookOf(
    of,
    (grid, index, choosing) => {
      const { read = NOTHING, sheet: name } = grids[index] ?? {};
      const sheet = drawGrid(grid, read.filling, choosing, read.above);
      const width = sheet.columns.length;
      addBeside(sheet, read, grid.columns.length);
      for (const problem of problems) {
        if (problem.sheet !== name) continue;
        const { row, column } = placeOf(problem, grid, read.above.length, width);
        const cells = sheet.rows[row]?.cells;
        if (cells) cells[column] = marked(cells[column], sheet.columns[column]?.style, commentOf(problem));
      }
      return sheet;
    },
    true,
  );
