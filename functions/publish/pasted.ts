import { FeaturedActivity } from '../../schemas/featured.ts';
import { FEATURED_WORDS, MODE_WORDS } from '../shared/page/featured-words.ts';
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

const COLUMNS = FeaturedActivity.keyof().options;

/** 线下 => on-site; what is no mode stays, to be told. */
function modeOf(typed: string): string {
  const known = FeaturedActivity.shape.mode.options.find((mode) =>
    [mode, MODE_WORDS[mode].zh, MODE_WORDS[mode].en].includes(typed),
  );
  return known ?? (/线上.*线下|线下.*线上/.test(typed) ? 'both' : typed);
}

/** One activity out of seven texts, or what is wrong with it. */
export function readActivity(
  values: { [column: string]: string },
  where: { pointer?: string; zh: string; en: string },
): { activity?: FeaturedActivity; details: Detail[] } {
  const result = FeaturedActivity.safeParse({ ...values, mode: modeOf(values.mode ?? '') });
  if (result.success) return { activity: result.data, details: [] };
  return {
    details: result.error.issues.map(({ path, code }) => {
      const column = COLUMNS.find((one) => one === path[0]) ?? 'name';
      const title = FEATURED_WORDS[column];
      const modes = Object.values(MODE_WORDS);
      const wrong =
        column === 'mode'
          ? {
              zh: `请填写${modes.map(({ zh }) => zh).join('、')}之一。`,
              en: `give one of: ${modes.map(({ en }) => en).join(', ')}.`,
            }
          : code === 'too_big'
            ? { zh: '太长，请缩短。', en: 'is too long; shorten it.' }
            : { zh: '不能为空。', en: 'must not be empty.' };
      return {
        pointer: where.pointer ?? `/${column}`,
        severity: 'blocking',
        code,
        message: { zh: `${where.zh}${title.zh}：${wrong.zh}`, en: `${where.en}${title.en}: ${wrong.en}` },
      };
    }),
  };
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
    readActivity(Object.fromEntries(COLUMNS.map((column, index) => [column, cells[index] ?? ''])), {
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
