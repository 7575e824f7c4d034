import type { Row } from 'write-excel-file/node';
import { valueAt } from '../../../schemas/fields/place.ts';
import { type Field, type Form, fieldsOf } from '../../../schemas/form.ts';
import { textCell } from './cells.ts';
import { type Column, columnsOf, type Line } from './columns.ts';
import type { ConsolidatedReport } from './report.ts';
import { timeless } from './timeless.ts';

/** What a sheet's name may not hold, and how long it may be. */
const sheetName = (name: string) => name.replace(/[[\]:*?/\\']/g, ' ').slice(0, 31);

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
function totals(columns: readonly Column[], lines: readonly Line[], rows: Field | undefined): Row[] {
  if (rows || !columns.some(({ total }) => total)) return [];
  const sums = columns.map(({ total }, i) => (i === 0 ? textCell('合计') : (total?.(lines) ?? {})));
  return [sums.map((cell) => ({ ...cell, fontWeight: 'bold', topBorderStyle: 'thin' }))];
}

/**
 * All answers to one form as a spreadsheet, the consolidated table (汇总表): a sheet for each list of rows that the
 * form has, or one sheet; the header stays in sight, and numbers are totalled. The same reports give the same bytes.
 * @param pathOf where in the archive a file lies, by its id
 */
export async function consolidatedTable(
  form: Form,
  reports: readonly ConsolidatedReport[],
  timeZone: string,
  pathOf: (file: string) => string | undefined,
): Promise<Buffer> {
  const fields = fieldsOf(form);
  const lists = fields.filter(({ kind }) => kind === 'rows');
  const sheets = (lists.length > 0 ? lists : [undefined]).map((rows) => {
    const columns = columnsOf(fields, rows, timeZone, pathOf);
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
      sheet: sheetName(rows && lists.length > 1 ? rows.title.zh : form.short.zh),
      data: [
        header,
        ...lines.map((line): Row => columns.map(({ cell }) => cell(line))),
        ...totals(columns, lines, rows),
      ],
      columns: columns.map(({ width }) => ({ width })),
      stickyRowsCount: 1,
      stickyColumnsCount: 1,
    };
  });
  // Loaded when a table is wanted: pages of the same function do not wait for it.
  const { default: writeXlsxFile } = await import('write-excel-file/node');
  return timeless(await writeXlsxFile(sheets).toBuffer());
}
