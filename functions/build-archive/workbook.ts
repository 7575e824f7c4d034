import writeXlsxFile, { type Row } from 'write-excel-file/node';
import { valueAt } from '../../schemas/fields/place.ts';
import { type Field, type Form, fieldsOf } from '../../schemas/form.ts';
import { columnsOf, type Line } from './columns.ts';
import type { Gathered } from './gather.ts';

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** What a sheet's name may not hold, and how long it may be. */
const sheetName = (name: string) => name.replace(/[[\]:*?/\\']/g, ' ').slice(0, 31);

/** One line a report, or one a row; a report without rows (a nil return) still has its line. */
function linesOf(reports: readonly Gathered[], rows: Field | undefined): Line[] {
  return reports.flatMap((report): Line[] => {
    const given = rows && valueAt(report.revision.answers, [rows.name]);
    if (!Array.isArray(given) || given.length === 0) return [{ report }];
    return given.map((answers, index) => ({ report, row: { number: index + 1, answers } }));
  });
}

/**
 * All answers to one form as a spreadsheet, the consolidated table (汇总表): a sheet for each list of rows that the
 * form has, or one sheet; the header stays in sight.
 * @param pathOf where in the archive a file lies, by its id
 */
export async function workbook(
  form: Form,
  reports: readonly Gathered[],
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
    return {
      sheet: sheetName(rows && lists.length > 1 ? rows.title.zh : form.short.zh),
      data: [header, ...linesOf(reports, rows).map((line): Row => columns.map(({ cell }) => cell(line)))],
      columns: columns.map(({ width }) => ({ width })),
      stickyRowsCount: 1,
      stickyColumnsCount: 1,
    };
  });
  return await writeXlsxFile(sheets).toBuffer();
}
