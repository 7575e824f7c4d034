import { WorkbookRead } from '../../../../schemas/contract/workbook.ts';
import { XLSX } from '../../../shared/workbook/media-type.ts';
import type { Operation } from '../operation.ts';

export const workbook: Operation[] = [
  {
    route: 'GET /reports/{form}/template.xlsx',
    id: 'downloadTemplate',
    summary: 'The form as a workbook to be filled in, with what the report holds',
    role: 'unit',
    answers: { 200: { description: 'An .xlsx file' } },
    problems: ['not-found'],
  },
  {
    route: 'POST /reports/{form}/workbook',
    id: 'readWorkbook',
    summary: 'Read a filled-in template, and save what it says as the draft',
    description:
      'An .xlsx file of at most 3 MB, as bytes. A larger one is an `unreadable-workbook` with the detail `too-large`; one of more than about 4.5 MB never arrives, and the gateway itself answers 413 with `{"message":"Request Entity Too Large"}`. Without `version` nothing is saved. Blank cells erase nothing; rows replace all rows of their list. Accept the type of .xlsx files to get a copy with the wrong cells marked instead; then nothing is saved either.',
    role: 'unit',
    query: { version: 'The version of the draft that is replaced; 0 for the first save' },
    file: XLSX,
    answers: {
      200: { description: 'What was read, with what is wrong cell by cell', schema: WorkbookRead },
    },
    problems: [
      'not-found',
      'stale-version',
      'form-closed',
      'already-accepted',
      'too-large',
      'unreadable-workbook',
    ],
  },
];
