import {
  BulkDecided,
  BulkEntry,
  Decided,
  DecisionEntry,
  Desk,
  DeskReport,
  FileOverride,
} from '../../../../schemas/contract/desk.ts';
import type { Operation } from '../operation.ts';

export const desk: Operation[] = [
  {
    route: 'GET /desk',
    id: 'getDesk',
    summary: 'Who has reported what: the matrix units × forms',
    role: 'office',
    answers: { 200: { description: 'The matrix', schema: Desk } },
  },
  {
    route: 'POST /desk/decisions',
    id: 'decideSeveral',
    summary: 'Accept several reports, each as it was seen',
    role: 'office',
    body: BulkEntry,
    answers: { 200: { description: 'Which were accepted, and which had moved on', schema: BulkDecided } },
  },
  {
    route: 'GET /desk/reports/{unit}/{form}',
    id: 'getDeskReport',
    summary: 'A report with all its revisions',
    role: 'office',
    answers: { 200: { description: 'The report', schema: DeskReport } },
    problems: ['not-found'],
  },
  {
    route: 'POST /desk/reports/{unit}/{form}/decisions',
    id: 'decide',
    summary: 'Accept a report or return it for correction',
    role: 'office',
    body: DecisionEntry,
    answers: { 200: { description: 'Decided; the unit gets a mail', schema: Decided } },
    problems: ['not-found', 'stale-version', 'not-awaiting-review'],
  },
  {
    route: 'GET /desk/reports/{unit}/{form}/attachments/{id}',
    id: 'downloadDeskAttachment',
    summary: 'Download a file of a report',
    role: 'office',
    query: { revision: 'The revision that holds the file; the newest if absent' },
    answers: { 302: { description: 'To the store', headers: { Location: 'Valid for minutes' } } },
    problems: ['not-found', 'file-withheld'],
  },
  {
    route: 'POST /desk/reports/{unit}/{form}/attachments/{id}/allow',
    id: 'allowFile',
    summary: 'Take a file that was refused or could not be checked, for a reason that is logged',
    role: 'office',
    body: FileOverride,
    answers: { 204: { description: 'Allowed; what was found stays beside it' } },
    problems: ['not-found', 'not-refused'],
  },
];
