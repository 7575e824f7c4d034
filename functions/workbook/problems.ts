import type { Severity } from '../../schemas/form.ts';
import type { Text } from '../../schemas/text.ts';
import { columnName } from '../shared/workbook/address.ts';

/** Where in a workbook something is wrong. */
export interface Spot {
  sheet: string;
  /** From 1; none when the whole sheet or column is meant. */
  row?: number;
  column?: number;
  /** What stands above or beside the cell. */
  field?: Text;
  /** Where the marked copy tells of it: the answer's line and column, from 0. */
  at?: readonly [line: number, column: number];
}

export interface CellProblem extends Spot {
  code: string;
  severity: Severity;
  message: Text;
  /** What to do. */
  cure: Text;
  /** Into the answers, where there is one. */
  pointer: string;
}

/** `C5`; `C` for a whole column, '' for a sheet. */
export const cellName = ({ row, column }: Spot): string =>
  `${column === undefined ? '' : columnName(column)}${row ?? ''}`;

type Wording = (name: Text, given: string) => { severity: Severity; message: Text; cure: Text };

/** What reading itself has to say; all else the form's own check says. */
const FINDINGS = {
  'missing-sheet': ({ zh, en }) => ({
    severity: 'blocking',
    message: { zh: `没有找到“${zh}”的表格。`, en: `The table “${en}” was not found.` },
    cure: {
      zh: '请恢复模板中的工作表和表头，或把内容粘贴到重新下载的模板中。',
      en: 'Restore the sheet and its headings, or paste the content into a fresh template.',
    },
  }),
  'missing-column': ({ zh, en }) => ({
    severity: 'blocking',
    message: { zh: `没有找到“${zh}”一栏。`, en: `The column “${en}” was not found.` },
    cure: {
      zh: `请恢复表头“${zh}”，或重新下载模板。`,
      en: `Restore the heading “${en}”, or download the template again.`,
    },
  }),
  'missing-line': ({ zh, en }) => ({
    severity: 'blocking',
    message: { zh: `没有找到“${zh}”一行。`, en: `The line “${en}” was not found.` },
    cure: {
      zh: '请恢复这一行，或重新下载模板。',
      en: 'Restore the line, or download the template again.',
    },
  }),
  'unknown-line': ({ zh, en }) => ({
    severity: 'hint',
    message: {
      zh: `“${zh}”一行不是本表的指标，或上方已有这一行，未导入。`,
      en: `The line “${en}” is none of this table, or it is there above already; it was not read.`,
    },
    cure: {
      zh: '如代码或名称写错请改正；多余的行可以不理会。',
      en: 'Correct its code or name if it is misspelt; a line of your own may stay.',
    },
  }),
  'unknown-column': ({ zh, en }) => ({
    severity: 'hint',
    message: {
      zh: `本表没有“${zh}”这一栏，该栏内容未导入。`,
      en: `There is no column “${en}”; it was not read.`,
    },
    cure: {
      zh: '如表头写错请改正；多余的栏可以不理会。',
      en: 'Correct the heading if it is misspelt; a column of your own may stay.',
    },
  }),
  'column-twice': ({ zh, en }) => ({
    severity: 'hint',
    message: {
      zh: `“${zh}”一栏出现两次，只读取了左边的一栏。`,
      en: `The column “${en}” is there twice; the left one was read.`,
    },
    cure: { zh: '请删除多余的一栏。', en: 'Remove the one that is not meant.' },
  }),
  'error-value': ({ zh, en }) => ({
    severity: 'blocking',
    message: {
      zh: `${zh}的公式没有结果（如#REF!、#N/A），未导入。`,
      en: `${en}: the formula has no result (as #REF! or #N/A) and was not read.`,
    },
    cure: { zh: '请直接填写数值或文字，不要用公式。', en: 'Type the value itself instead of a formula.' },
  }),
  'date-as-number': ({ zh, en }, given) => ({
    severity: 'blocking',
    message: { zh: `${zh}是日期（${given}），不是数量。`, en: `${en} is a date (${given}), not a number.` },
    cure: {
      zh: '请把单元格格式改为“数值”，重新输入数量。',
      en: 'Make the format of the cell “Number” and type the number again.',
    },
  }),
  formula: ({ zh, en }) => ({
    severity: 'hint',
    message: {
      zh: `${zh}是公式，已按工作簿中保存的计算结果导入。`,
      en: `${en} is a formula; the result that the workbook holds was read.`,
    },
    cure: { zh: '请核对结果；建议粘贴为数值。', en: 'Check the result; better paste it as a value.' },
  }),
  'merged-rows': ({ zh, en }) => ({
    severity: 'hint',
    message: {
      zh: `${zh}是合并单元格，其内容已填入合并的各行。`,
      en: `${en} is a merged cell; its content was read for every row that it spans.`,
    },
    cure: { zh: '请核对；建议取消合并后逐行填写。', en: 'Check it; better fill in each row by itself.' },
  }),
  'merged-columns': ({ zh, en }) => ({
    severity: 'hint',
    message: {
      zh: `${zh}与右边的单元格合并，内容只读入第一栏。`,
      en: `${en} is merged with the cells to its right; its content was read for the first column alone.`,
    },
    cure: { zh: '请取消合并，分栏填写。', en: 'Unmerge it and fill in each column.' },
  }),
} as const satisfies { [code: string]: Wording };

/** @param given what stands in the cell, for those that say it */
export function tell(
  code: keyof typeof FINDINGS,
  spot: Spot,
  name: Text,
  pointer = '',
  given = '',
): CellProblem {
  return { ...spot, code, pointer, ...FINDINGS[code](name, given) };
}
