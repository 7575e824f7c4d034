import type { FeaturedActivity } from '../../../schemas/featured.ts';
import { FeaturedList } from '../../../schemas/featured.ts';
import { narrow } from '../../../schemas/fields/clean.ts';
import type { Text } from '../../../schemas/text.ts';
import { type ActivityFault, COLUMNS, readActivity } from '../../shared/featured/activity.ts';
import { FEATURED_WORDS } from '../../shared/page/featured-words.ts';
import { dayOfSerial, timeOfSerial } from '../../shared/workbook/days.ts';
import { matcher } from '../../shared/workbook/headings.ts';
import type { Cell } from '../../shared/workbook/read/sheet.ts';
import type { Grid } from '../grids.ts';

type Column = keyof FeaturedActivity;
type Places = ReadonlyMap<Column, number>;

/** One thing wrong, where it stands. */
export interface SheetFault {
  sheet: string;
  row?: number;
  column?: number;
  field?: Text;
  code: string;
  message: Text;
  cure: Text;
}

export interface FeaturedSheet {
  activities: FeaturedActivity[];
  faults: SheetFault[];
}

/** Titles and remarks may stand above a table. */
const MOST_ABOVE = 20;
const MOST = 300;
const MAY_BE_MISSING: readonly Column[] = ['content'];

const find = matcher(COLUMNS, (column) => [FEATURED_WORDS[column], { zh: column, en: column }]);

/** Where the columns are, if this row is a heading: the activity's name and another one. */
function headingIn(cells: ReadonlyMap<number, Cell>): Places | undefined {
  const places = new Map<Column, number>();
  for (const [number, { value }] of cells) {
    const column = find(value);
    if (column && !places.has(column)) places.set(column, number);
  }
  return places.has('name') && places.size > 1 ? places : undefined;
}

/** Without a heading the columns stand in their order, as in rows that are pasted. */
const IN_ORDER: Places = new Map(COLUMNS.map((column, index) => [column, index + 1]));

/** As the program shows it: a day or a time that it keeps as a number is written out. */
function textOf({ value, dated }: Cell, date1904: boolean): string {
  if (!dated || typeof value !== 'number') return String(value);
  if (value < 1) return timeOfSerial(value);
  const day = dayOfSerial(value, date1904) ?? String(value);
  return value % 1 === 0 ? day : `${day} ${timeOfSerial(value)}`;
}

const ERROR_VALUE: Pick<ActivityFault, 'code' | 'message' | 'cure'> = {
  code: 'error-value',
  message: { zh: '公式没有结果（如#REF!、#N/A）。', en: 'The formula has no result (as #REF! or #N/A).' },
  cure: { zh: '请直接填写文字，不要用公式。', en: 'Type the text itself instead of a formula.' },
};

function readRow({ number, cells }: Grid['rows'][number], places: Places, { name, date1904 = false }: Grid) {
  const at = [...places].flatMap(([column, place]) => {
    const cell = cells.get(place);
    return cell ? [{ column, cell }] : [];
  });
  const spot = (column: Column) => {
    const place = places.get(column);
    return { sheet: name, row: number, field: FEATURED_WORDS[column], ...(place && { column: place }) };
  };
  const broken = at.filter(({ cell }) => cell.error).map(({ column }) => column);
  const texts = Object.fromEntries(at.map(({ column, cell }) => [column, textOf(cell, date1904)]));
  const { activity, faults } = readActivity({
    ...Object.fromEntries(COLUMNS.map((column) => [column, ''])),
    ...texts,
  });
  const wrong: SheetFault[] = [
    ...broken.map((column) => ({ ...spot(column), ...ERROR_VALUE })),
    ...faults
      .filter(({ column }) => !broken.includes(column))
      .map(({ column, code, message, cure }) => ({ ...spot(column), code, message, cure })),
  ];
  return { activity: wrong.length > 0 ? undefined : activity, faults: wrong };
}

/** A sheet's table, or nothing where there is no heading. */
function tableIn(grid: Grid): { places: Places; rows: Grid['rows'] } | undefined {
  for (const [index, { cells }] of grid.rows.slice(0, MOST_ABOVE).entries()) {
    const places = headingIn(cells);
    if (places) return { places, rows: grid.rows.slice(index + 1) };
  }
  return undefined;
}

const isFilled = ({ cells }: Grid['rows'][number]) =>
  [...cells.values()].some(({ value, error }) => error || narrow(String(value)).trim() !== '');

function readTable(grid: Grid, { places, rows }: { places: Places; rows: Grid['rows'] }): FeaturedSheet {
  const missing = COLUMNS.filter((column) => !places.has(column) && !MAY_BE_MISSING.includes(column));
  if (missing.length > 0) {
    const faults = missing.map((column) => ({
      sheet: grid.name,
      field: FEATURED_WORDS[column],
      code: 'missing-column',
      message: {
        zh: `没有找到“${FEATURED_WORDS[column].zh}”一栏。`,
        en: `The column “${FEATURED_WORDS[column].en}” was not found.`,
      },
      cure: {
        zh: '请恢复表头，或重新下载模板。',
        en: 'Restore the heading, or download the template again.',
      },
    }));
    return { activities: [], faults };
  }
  const read = rows.filter(isFilled).map((row) => readRow(row, places, grid));
  return {
    activities: read.flatMap(({ activity }) => activity ?? []),
    faults: read.flatMap(({ faults }) => faults),
  };
}

const whole = (sheet: string, code: string, message: Text, cure: Text): SheetFault => ({
  sheet,
  code,
  message,
  cure,
});

/** The activities of all sheets that have a table of them, and what is wrong cell by cell. */
export function readFeatured(grids: readonly Grid[]): FeaturedSheet {
  const tables = grids.flatMap((grid) => {
    const table = tableIn(grid);
    return table ? [{ grid, table }] : [];
  });
  const [first] = grids.filter(({ rows }) => rows.some(isFilled));
  if (tables.length === 0 && first) {
    tables.push({ grid: first, table: { places: IN_ORDER, rows: first.rows } });
  }
  const read = tables.map(({ grid, table }) => readTable(grid, table));
  const activities = read.flatMap((one) => one.activities);
  const faults = read.flatMap((one) => one.faults);
  const sheet = tables[0]?.grid.name ?? '';
  if (!FeaturedList.shape.activities.safeParse(activities).success) {
    faults.unshift(
      whole(
        sheet,
        'too-many-rows',
        { zh: `超过${MOST}项活动。`, en: `There are more than ${MOST} activities.` },
        { zh: '请删除多余的行。', en: 'Remove rows.' },
      ),
    );
  } else if (activities.length === 0 && faults.length === 0) {
    faults.push(
      whole(
        sheet,
        'missing-table',
        { zh: '表格中没有活动。', en: 'There are no activities in it.' },
        {
          zh: '请下载模板，一行填写一项活动。',
          en: 'Download the template and fill in a row for each activity.',
        },
      ),
    );
  }
  return { activities, faults };
}
