import { type Area, addressOf } from '../address.ts';
import type { Style, Styles } from './styles.ts';
import { attributes, cellXml, escaped, xmlDocument } from './xml-text.ts';

export interface OutCell {
  /** Text stays text, whatever it begins with. */
  value?: string | number;
  style?: Style;
  comment?: string;
}

/** What a program offers and says while somebody types; it keeps nobody from typing something else. */
export interface Validation {
  area: Area;
  type: 'list' | 'custom' | 'date' | 'textLength';
  operator?: 'between' | 'lessThanOrEqual';
  formulas: string[];
  prompt?: string;
  /** Asks whether a value that does not fit is meant; without it nothing is said. */
  warning?: string;
}

export interface OutSheet {
  name: string;
  /** Hidden so that only a program can show it again. */
  hidden?: boolean;
  columns: { width: number; style?: Style }[];
  /** Undefined cells are blank. */
  rows: { cells: (OutCell | undefined)[]; height?: number }[];
  /** Rows and columns that stay in sight. */
  frozen?: { rows: number; columns: number };
  validations?: Validation[];
  merges?: Area[];
}

/** Longest texts that programs take for a message; a longer one makes them call the file damaged. */
const MOST_MESSAGE = 240;

const areaOf = ({ top, left, bottom, right }: Area) => `${addressOf(top, left)}:${addressOf(bottom, right)}`;

function cellOf(cell: OutCell, row: number, column: number, styles: Styles): string {
  const { value, style } = cell;
  const at = { r: addressOf(row, column), s: style && styles.of(style) };
  if (value === undefined || value === '') return `<c${attributes(at)}/>`;
  if (typeof value === 'number') return `<c${attributes(at)}><v>${value}</v></c>`;
  const text = cellXml(value);
  return `<c${attributes({ ...at, t: 'inlineStr' })}><is><t xml:space="preserve">${text}</t></is></c>`;
}

function rowOf({ cells, height }: OutSheet['rows'][number], number: number, styles: Styles): string {
  const line = attributes({ r: number, ht: height, customHeight: height !== undefined });
  const drawn = cells.map((cell, index) => (cell ? cellOf(cell, number, index + 1, styles) : ''));
  return `<row${line}>${drawn.join('')}</row>`;
}

function viewOf({ frozen }: OutSheet, first: boolean): string {
  const selected = attributes({ tabSelected: first, workbookViewId: 0 });
  if (!frozen) return `<sheetView${selected}/>`;
  const { rows, columns } = frozen;
  const pane = attributes({
    xSplit: columns || undefined,
    ySplit: rows || undefined,
    topLeftCell: addressOf(rows + 1, columns + 1),
    activePane: columns ? 'bottomRight' : 'bottomLeft',
    state: 'frozen',
  });
  return `<sheetView${selected}><pane${pane}/></sheetView>`;
}

function validationOf({ area, type, operator, formulas, prompt, warning }: Validation): string {
  const told = attributes({
    type,
    operator,
    errorStyle: 'warning',
    allowBlank: true,
    showInputMessage: prompt !== undefined,
    showErrorMessage: warning !== undefined,
    error: warning?.slice(0, MOST_MESSAGE),
    prompt: prompt?.slice(0, MOST_MESSAGE),
    sqref: areaOf(area),
  });
  const values = formulas.map((formula, i) => `<formula${i + 1}>${escaped(formula)}</formula${i + 1}>`);
  return `<dataValidation${told}>${values.join('')}</dataValidation>`;
}

/** @param drawing the relation to the shapes of comments, if the sheet has any */
export function sheetXml(sheet: OutSheet, styles: Styles, first: boolean, drawing?: string): string {
  const { columns, rows, merges = [], validations = [] } = sheet;
  const widths = columns.map(({ width, style }, index) => {
    const range = { min: index + 1, max: index + 1, width, style: style && styles.of(style) };
    return `<col${attributes({ ...range, customWidth: true })}/>`;
  });
  const list = (name: string, items: string[]) =>
    items.length > 0 ? `<${name} count="${items.length}">${items.join('')}</${name}>` : '';
  return xmlDocument(
    [
      '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">',
      '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>',
      `<sheetViews>${viewOf(sheet, first)}</sheetViews>`,
      '<sheetFormatPr defaultRowHeight="15"/>',
      `<cols>${widths.join('')}</cols>`,
      `<sheetData>${rows.map((row, index) => rowOf(row, index + 1, styles)).join('')}</sheetData>`,
      list(
        'mergeCells',
        merges.map((area) => `<mergeCell ref="${areaOf(area)}"/>`),
      ),
      list('dataValidations', validations.map(validationOf)),
      '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>',
      '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>',
      drawing === undefined ? '' : `<legacyDrawing r:id="${drawing}"/>`,
      '</worksheet>',
    ].join(''),
  );
}
