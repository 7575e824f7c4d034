import {
  DraftCheck,
  DraftSave,
  DraftSaved,
  IdempotencyKey,
  ReceiptView,
  ReportList,
  ReportView,
  Submission,
  Submitted,
} from '../../../../schemas/contract/reports.ts';
import type { Operation } from '../operation.ts';

export const reports: Operation[] = [
  {
    route: 'GET /reports',
    id: 'listReports',
    summary: 'The reports that the unit owes or may send',
    role: 'unit',
    answers: { 200: { description: 'In the order of the forms', schema: ReportList } },
  },
  {
    route: 'GET /reports/{form}',
    id: 'getReport',
    summary: 'One report: draft, files, revisions and what the offices said',
    role: 'unit',
    answers: { 200: { description: 'The report', schema: ReportView } },
    problems: ['not-found'],
  },
  {
    route: 'PUT /reports/{form}/draft',
    id: 'saveDraft',
    summary: 'Save the draft, whole or not, valid or not',
    role: 'unit',
    body: DraftSave,
    answers: { 200: { description: 'Saved; send this version with the next save', schema: DraftSaved } },
    problems: ['not-found', 'stale-version', 'form-closed', 'already-accepted'],
  },
  {
    route: 'GET /reports/{form}/check',
    id: 'checkDraft',
    summary: 'What a submission of the draft would be told',
    role: 'unit',
    query: { nil: '`true` checks a nil return' },
    answers: { 200: { description: 'All findings, in the order of the form', schema: DraftCheck } },
    problems: ['not-found'],
  },
  {
    route: 'POST /reports/{form}/submissions',
    id: 'submitReport',
    summary: 'Submit the report',
    description:
      'Durable when it is answered. The same request with the same key is answered with the first answer again; the same key with other content is refused.',
    role: 'unit',
    header: {
      name: 'Idempotency-Key',
      description: 'Of your own choice, one a submission: a UUID for example',
      schema: IdempotencyKey,
    },
    body: Submission,
    answers: { 201: { description: 'Submitted; a confirmation follows by e-mail', schema: Submitted } },
    problems: [
      'not-found',
      'key-reused',
      'stale-version',
      'form-closed',
      'already-accepted',
      'invalid-answers',
    ],
  },
  {
    route: 'GET /receipts/{reference}',
    id: 'getReceipt',
    summary: 'The receipt of a submission',
    role: 'anyone signed in',
    answers: { 200: { description: 'The receipt', schema: ReceiptView } },
    problems: ['not-found'],
  },
];
