/** A column of a register, with the names that a spreadsheet may give it. */
export interface Column {
  name: string;
  names: readonly string[];
}

/** 单位名称 *（必填） => 单位名称 */
const bare = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\([^)]*\)|[*\s:]/g, '')
    .toLowerCase();

/**
 * The cells of what a spreadsheet puts on the clipboard: rows by line breaks, cells by tabs; a cell that holds either,
 * or begins with a quotation mark, stands in quotation marks, its own doubled. A mark inside a cell is a mark.
 */
export function cellsOf(text: string): string[][] {
  const rows: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*))(\t|\r\n|\r|\n|$)/gy;
  for (let match = cell.exec(text); match; match = cell.exec(text)) {
    const [, quoted, plain = '', end] = match;
    rows[rows.length - 1]?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '') break;
    if (end !== '\t') rows.push([]);
  }
  return rows.filter((row) => row.some((value) => value.trim() !== ''));
}

/** Is this line heads? Then where each of its cells belongs; undefined for a cell that is no column of ours. */
function headsOf(line: readonly string[], columns: readonly Column[]): (Column | undefined)[] | undefined {
  const heads = line.map((head) =>
    columns.find(({ names }) => names.some((name) => bare(name) === bare(head))),
  );
  const known = heads.filter((head) => head !== undefined).length;
  const given = line.filter((head) => head.trim() !== '').length;
  return known > 0 && known * 2 >= given ? heads : undefined;
}

export interface Pasted {
  /** By the columns' names; blank cells are left out. */
  rows: { [name: string]: string }[];
  /** What could not be placed: heads that no column has, or how many cells lay beyond the last column. */
  strange: string[];
}

/**
 * What was copied from a spreadsheet as rows of a register. With a line of heads, columns are found by them, in any
 * order; without, cells go one by one into the columns from `start` on.
 */
export function readPasted(text: string, columns: readonly Column[], start = 0): Pasted {
  const [first = [], ...rest] = cellsOf(text);
  const heads = headsOf(first, columns);
  const lines = heads ? rest : [first, ...rest].filter((line) => line.length > 0);
  const places = heads ?? columns.slice(start);
  const rows = lines.map((line) =>
    Object.fromEntries(
      line.flatMap((value, index) => {
        const column = places[index];
        return column && value.trim() !== '' ? [[column.name, value.trim()]] : [];
      }),
    ),
  );
  const filled = (index: number) => lines.some((line) => (line[index] ?? '').trim() !== '');
  const width = Math.max(0, ...lines.map(({ length }) => length));
  const strange = Array.from({ length: width }, (_, index) => index)
    .filter((index) => places[index] === undefined && filled(index))
    .map((index) => (heads ? (first[index] ?? '') : '').trim() || String(index + 1));
  return { rows, strange };
}
