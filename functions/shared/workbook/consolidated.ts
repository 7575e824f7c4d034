import type { Row } from 'write-excel-file/node';
import { valueAt } from '../../../schemas/fields/place.ts';
import { type Field, type Form, fieldsOf } from '../../../schemas/form.ts';
import { textCell } from './cells.ts';
import { type Column, columnsOf, type Line, type Reader } from './columns.ts';
import type { ConsolidatedReport } from './report.ts';
import { timeless } from './timeless.ts';

/** What a table says of itself to those who have nothing but the file. */
export interface About {
  /** What the totals are called: of how many units they are. */
  total: string;
  /** The name of a sheet of its own, and its lines. */
  sheet: string;
  lines: readonly (readonly [label: string, value: string])[];
}

/** What a sheet's name may not hold, and how long it may be. */
const sheetName = (name: string) => name.replace(/[[\]:*?/\\']/g, ' ').slice(0, 31);

const TOTAL = { zh: '合计', en: 'Total' };

/** One line a report, or one a row; a report without rows (a nil return) still has its line. */
function linesOf(reports: readonly ConsolidatedReport[], rows: Field | undefined): Line[] {
  return reports.flatMap((report): Line[] => {
    const given = rows && valueAt(report.revision.answers, [rows.name]);
    if (!Array.isArray(given) || given.length === 0) return [{ report }];
    return given.map((answers, index) => ({ report, row: { number: index + 1, answers } }));
  });
}

/**
 * The totals below a table of numbers, added up again from the answers; nothing below lists and tables of texts.
 * Where a report has rows its own numbers stand in many lines, and would be added as often.
 */
function totals(
  columns: readonly Column[],
  lines: readonly Line[],
  rows: Field | undefined,
  title: string,
): Row[] {
  if (rows || !columns.some(({ total }) => total)) return [];
  const sums = columns.map(({ total }, i) => (i === 0 ? textCell(title) : (total?.(lines) ?? {})));
  return [sums.map((cell) => ({ ...cell, fontWeight: 'bold', topBorderStyle: 'thin' }))];
}

/**
 * All answers to one form as a spreadsheet, the consolidated table (汇总表): a sheet for each list of rows that the
 * form has, or one sheet; the header stays in sight, and numbers are totalled. The same reports give the same bytes.
 */
export async function consolidatedTable(
  form: Form,
  reports: readonly ConsolidatedReport[],
  reader: Reader,
  about?: About,
): Promise<Buffer> {
  const { language } = reader;
  const fields = fieldsOf(form);
  const lists = fields.filter(({ kind }) => kind === 'rows');
  const sheets = (lists.length > 0 ? lists : [undefined]).map((rows) => {
    const columns = columnsOf(form, rows, reader);
    const header: Row = columns.map(({ title }) => ({
      value: title,
      type: String,
      fontWeight: 'bold',
      backgroundColor: '#E8EEF4',
      wrap: true,
      alignVertical: 'center',
    }));
    const lines = linesOf(reports, rows);
    return {
      sheet: sheetName(rows && lists.length > 1 ? rows.title[language] : form.short[language]),
      data: [
        header,
        ...lines.map((line): Row => columns.map(({ cell }) => cell(line))),
        ...totals(columns, lines, rows, about?.total ?? TOTAL[language]),
      ],
      columns: columns.map(({ width }) => ({ width })),
      stickyRowsCount: 1,
      stickyColumnsCount: 1,
    };
  });
  const own = about && {
    sheet: sheetName(about.sheet),
    data: about.lines.map(
      ([label, value]): Row => [
        { ...textCell(label), fontWeight: 'bold' },
        { ...textCell(value), wrap: true },
      ],
    ),
    columns: [{ width: 24 }, { width: 80 }],
  };
  // Loaded when a table is wanted: pages of the same function do not wait for it.
  const { default: writeXlsxFile } = await import('write-excel-file/node');
  return timeless(await writeXlsxFile(own ? [...sheets, own] : sheets).toBuffer());
}
