import { AuditLog } from '../../../../schemas/contract/audit.ts';
import type { Operation } from '../operation.ts';

const FILTER = {
  unit: 'Of this unit alone',
  form: 'Of this form alone',
  kind: 'Of this kind alone, as `report-returned`',
  from: 'The first day; 30 days before the last if absent',
  to: 'The last day; today if absent',
};

export const audit: Operation[] = [
  {
    route: 'GET /audit',
    id: 'getAudit',
    summary: 'Who did what and when (the lead office)',
    role: 'office',
    query: { ...FILTER, before: '`next` of the page before' },
    answers: { 200: { description: 'At most 100 events, the newest first', schema: AuditLog } },
    problems: ['invalid-input'],
  },
  {
    route: 'GET /audit.csv',
    id: 'exportAudit',
    summary: 'The same as a table for Excel',
    role: 'office',
    query: FILTER,
    answers: { 200: { description: 'CSV in UTF-8 with its mark; no cell is a formula' } },
    problems: ['invalid-input', 'too-large'],
  },
];
