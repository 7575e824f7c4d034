import { FormTotals, TotalsOverview } from '../../../../schemas/contract/totals.ts';
import type { Operation } from '../operation.ts';

const states = { states: '`accepted`: only accepted reports are counted; absent: all that are submitted' };

export const totals: Operation[] = [
  {
    route: 'GET /totals',
    id: 'getTotals',
    summary: 'How much of what is owed has come in, over time',
    role: 'office',
    answers: { 200: { description: 'The reporting rates', schema: TotalsOverview } },
  },
  {
    route: 'GET /totals/{form}',
    id: 'getFormTotals',
    summary: "The province's totals of a form, unit by unit, with those that are missing",
    role: 'office',
    query: states,
    answers: { 200: { description: 'The totals', schema: FormTotals } },
    problems: ['not-found'],
  },
  {
    route: 'GET /totals/{form}/table.xlsx',
    id: 'downloadTable',
    summary: 'All answers to a form as a spreadsheet (.xlsx)',
    role: 'office',
    query: states,
    answers: { 200: { description: 'An .xlsx file' } },
    problems: ['not-found', 'table-too-large'],
  },
];
