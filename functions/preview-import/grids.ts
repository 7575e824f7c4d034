import { Problem } from '../shared/problems.ts';
import { MOST_BYTES } from '../shared/workbook/most-bytes.ts';
import { REFUSALS, Refusal } from '../shared/workbook/read/refusals.ts';
import type { Cell } from '../shared/workbook/read/sheet.ts';
import { readWorkbook, type Sheet } from '../shared/workbook/read/workbook.ts';

export type Grid = Pick<Sheet, 'name' | 'rows'> & {
  /** Days are counted from 1904. */
  date1904?: boolean;
};

/** As many as a workbook may hold. */
const MOST_CELLS = 250_000;
const MOST_RECORD = 20_000;

/** Every .xlsx is a ZIP; what older programs and passwords make of a workbook begins otherwise. */
const isWorkbook = (file: Buffer) =>
  ['504b', 'd0cf'].includes(file.subarray(0, 2).toString('hex')) || file.length === 0;

/** Spreadsheet programs in Chinese write CSV in GB 18030 unless they are told otherwise. */
function decoded(file: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file);
  } catch {
    return new TextDecoder('gb18030').decode(file);
  }
}

async function rowsOf(text: string): Promise<string[][]> {
  // Loaded when a CSV comes: the roster's pages do not wait for it.
  const { CsvError, parse } = await import('csv-parse/sync');
  try {
    return parse(text, {
      bom: true,
      delimiter: [',', '\t'],
      relax_column_count: true,
      max_record_size: MOST_RECORD,
    });
  } catch (error) {
    throw error instanceof CsvError ? new Refusal('damaged') : error;
  }
}

/** Blank lines count, so that rows have the numbers that a program shows. */
async function readCsv(file: Buffer): Promise<Grid> {
  if (file.length > MOST_BYTES) throw new Refusal('too-large');
  if (file.includes(0)) throw new Refusal('not-a-workbook');
  const rows = await rowsOf(decoded(file));
  if (rows.reduce((sum, { length }) => sum + length, 0) > MOST_CELLS) throw new Refusal('too-many-cells');
  const cellsOf = (values: string[]) =>
    values.flatMap((value, index): [number, Cell][] =>
      value === '' ? [] : [[index + 1, { value, dated: false, formula: false, error: false }]],
    );
  return {
    name: 'CSV',
    rows: rows.map((values, index) => ({ number: index + 1, cells: new Map(cellsOf(values)) })),
  };
}

/**
 * The sheets of a file that may be anything: an .xlsx workbook, or a CSV, which is one sheet.
 * @throws Problem `unreadable-workbook` with the reason
 */
export async function readGrids(file: Buffer): Promise<Grid[]> {
  try {
    if (!isWorkbook(file)) return [await readCsv(file)];
    const { sheets, date1904 } = readWorkbook(file);
    return sheets.filter(({ hidden }) => !hidden).map((sheet) => ({ ...sheet, date1904 }));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code } = error;
    throw new Problem('unreadable-workbook', [
      { pointer: '', severity: 'blocking', code, message: REFUSALS[code] },
    ]);
  }
}
