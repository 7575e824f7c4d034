import { readPasted } from '../../../../schemas/fields/pasted.ts';
import { labelOf, setCell } from './cell.ts';
import { columnOf, controlsOf } from './row.ts';
import { WORDS } from './words.ts';

/** So many of the cells that could not be read are named. */
const MOST_NAMED = 5;

export interface Target {
  /** As the server knows them: names in both languages. */
  columns: { name: string; names: string[] }[];
  mostRows: number;
  /** The row at a place; made when there is none yet. */
  rowAt(index: number): Element | undefined;
}

/** Is it more than one cell? A single one is pasted as it always is. */
export const isTable = (text: string): boolean => /\t|\n./.test(text.trim());

/** Puts what a spreadsheet copied into rows, from a cell on. @returns what to say of it */
export function pasteRows(
  text: string,
  { row, column }: { row: number; column: string },
  { columns, mostRows, rowAt }: Target,
): string {
  const start = columns.findIndex(({ name }) => name === column);
  const { rows, strange } = readPasted(text, columns, Math.max(0, start));
  const placed = rows.slice(0, Math.max(0, mostRows - row));
  const unread: string[] = [];
  for (const [offset, cells] of placed.entries()) {
    const controls = controlsOf(rowAt(row + offset) ?? document.createElement('p'));
    for (const [name, value] of Object.entries(cells)) {
      const own = controls.filter((control) => columnOf(control) === name);
      if (!setCell(own, value)) {
        const title = columns.find((one) => one.name === name)?.names[0] ?? name;
        unread.push(
          WORDS.cell(row + offset + 1, own.length === 1 && own[0] ? labelOf(own[0]) : title, value),
        );
      }
    }
  }
  const named = unread.slice(0, MOST_NAMED).join(WORDS.join) + (unread.length > MOST_NAMED ? ' …' : '');
  return [
    WORDS.pasted(placed.length),
    rows.length > placed.length && WORDS.full(mostRows, rows.length - placed.length),
    strange.length > 0 && WORDS.strange(strange.join(WORDS.join)),
    unread.length > 0 && WORDS.unread(named),
  ]
    .filter(Boolean)
    .join('');
}
