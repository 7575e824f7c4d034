import type { CellProblem } from '../../../functions/workbook/problems.ts';
import { TemplateRefusal } from '../../../functions/workbook/template-refusals.ts';
import type { Form } from '../../../schemas/form.ts';
import { formOf } from '../../../schemas/forms/index.ts';
import { changeSheet, rezip, setCell, text } from '../../support/rezip.ts';
import { answersOf, filledIn, readBack } from '../../support/workbooks.ts';

const named = (id: string): Form => {
  const form = formOf(id);
  if (!form) throw new Error(id);
  return form;
};
export const openDay = named('open-day');
export const statistics = named('statistics');
export const summary = named('summary');

export const BLANK = '<c r="B3" t="inlineStr"><is><t> </t></is></c>';

/** The sheet of rows is the third, of the other answers the second; the first says how to fill them in. */
export const [ABOUT, ROWS] = [2, 3];
export const register = filledIn(openDay, answersOf(openDay));
export const figures = filledIn(statistics, answersOf(statistics));

export const withCell = (file: Buffer, sheet: number, address: string, content: string, attributes = '') =>
  changeSheet(file, sheet, (xml) => setCell(xml, address, content, attributes));

export const rowsOf = (answers: Record<string, unknown>) => answers.rows as Record<string, unknown>[];
export const SPENDING = ['indicators', 'H1', 'count'];
/** The number of a style that shows days. */
export const dateStyle = (file: Buffer): number => {
  let style = -1;
  rezip(file, (name, xml) => {
    if (name === 'xl/styles.xml') {
      const [, id] = /numFmtId="(\d+)" formatCode="yyyy-mm-dd"/.exec(xml) ?? [];
      style = [...xml.matchAll(/<xf [^>]*>/g)].slice(1).findIndex(([xf]) => xf.includes(`numFmtId="${id}"`));
    }
    return xml;
  });
  return style;
};

/** The sheet of rows or figures. */
export function sheetOf(file: Buffer): string {
  let found = '';
  changeSheet(file, ROWS, (xml) => {
    found = xml;
    return xml;
  });
  return found;
}

export const cell = (address: string, content: string): string => {
  const [inner, attributes] = text(content);
  return `<c r="${address}"${attributes}>${inner}</c>`;
};

export const brief = (problems: readonly CellProblem[]) =>
  problems.map(({ code, row, column, severity }) => [code, row, column, severity]);

export function refusalOf(form: Form, file: Buffer): string {
  try {
    readBack(form, file);
    return 'read';
  } catch (error) {
    return error instanceof TemplateRefusal ? error.code : String(error);
  }
}
