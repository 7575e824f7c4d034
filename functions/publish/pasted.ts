import type { FeaturedActivity } from '../../schemas/featured.ts';
import { COLUMNS, readActivity } from '../shared/featured/activity.ts';
import { FEATURED_WORDS } from '../shared/page/featured-words.ts';
import type { Detail } from '../shared/problems.ts';

/** Cells copied from a spreadsheet (tabs) or a CSV file; quoted cells may hold breaks and separators. */
export function cellsOf(text: string): string[][] {
  const separator = text.includes('\t') ? '\t' : ',';
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  const given = text.replace(/\r\n?/g, '\n').replace(/\n+$/, '');
  for (let at = 0; at < given.length; at++) {
    const character = given[at];
    if (quoted) {
      if (character !== '"') cell += character;
      else if (given[at + 1] === '"') cell += given[++at];
      else quoted = false;
    } else if (character === '"' && cell === '') quoted = true;
    else if (character === separator || character === '\n') {
      rows.at(-1)?.push(cell.trim());
      if (character === '\n') rows.push([]);
      cell = '';
    } else cell += character;
  }
  rows.at(-1)?.push(cell.trim());
  return rows;
}

/** One activity out of seven texts, or what is wrong with it as a page tells it. */
export function readTyped(
  values: { [column: string]: string },
  where: { pointer?: string; zh: string; en: string },
): { activity?: FeaturedActivity; details: Detail[] } {
  const { activity, faults } = readActivity(values);
  const details = faults.map(({ column, code, message, cure }): Detail => {
    const title = FEATURED_WORDS[column];
    return {
      pointer: where.pointer ?? `/${column}`,
      severity: 'blocking',
      code,
      message: {
        zh: `${where.zh}${title.zh}：${message.zh}${cure.zh}`,
        en: `${where.en}${title.en}: ${message.en} ${cure.en}`,
      },
    };
  });
  return { ...(activity && { activity }), details };
}

/** Rows in the order of the columns; a first row with the columns' names is no activity, empty rows are none. */
export function readPasted(text: string): { activities: FeaturedActivity[]; details: Detail[] } {
  const rows = cellsOf(text).map((cells, index) => ({ cells, line: index + 1 }));
  const titles = [FEATURED_WORDS.name.zh, FEATURED_WORDS.name.en.toLowerCase()];
  const given = rows.filter(
    ({ cells, line }) =>
      cells.some((cell) => cell !== '') && !(line === 1 && titles.includes((cells[0] ?? '').toLowerCase())),
  );
  const read = given.map(({ cells, line }) =>
    readTyped(Object.fromEntries(COLUMNS.map((column, index) => [column, cells[index] ?? ''])), {
      pointer: '/text',
      zh: `第${line}行`,
      en: `Row ${line}, `,
    }),
  );
  return {
    activities: read.flatMap(({ activity }) => activity ?? []),
    details: read.flatMap(({ details }) => details),
  };
}
