import type { WorkbookError, WorkbookRead } from '../../schemas/contract/workbook.ts';
import type { Language } from '../../schemas/text.ts';
import { columnName } from '../shared/workbook/address.ts';
import { type CellProblem, cellName } from './problems.ts';
import type { ReadTemplate } from './read-template.ts';

function errorView(problem: CellProblem, language: Language): WorkbookError {
  const { pointer, severity, code, message, cure, sheet, row, column, field } = problem;
  const cell = cellName(problem);
  return {
    pointer,
    severity,
    code,
    message: message[language],
    cure: cure[language],
    sheet,
    ...(cell !== '' && { cell }),
    ...(row !== undefined && { row }),
    ...(column !== undefined && { column: columnName(column) }),
    ...(field && { field: field[language] }),
  };
}

export const readView = (
  { answers, rows, replaced, problems }: ReadTemplate,
  version: number,
  saved: boolean,
  language: Language,
): WorkbookRead => ({
  saved,
  version,
  answers,
  rows,
  replaced: replaced.map((title) => title[language]),
  errors: problems.map((problem) => errorView(problem, language)),
});
