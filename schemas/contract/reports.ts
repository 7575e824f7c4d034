import * as z from 'zod';
import { Id, Instant, Slug } from '../identifier.ts';
import { Explanations, Message, ReportState } from '../report.ts';
import { Answers } from './answers.ts';
import { AttachmentSummary } from './attachments.ts';
import { ProblemError } from './problem.ts';

/** Where a report stands, `owed` when nothing of it was ever saved; whether it is owed at all, `timeliness` says. */
export const ReportStatus = z.enum(['owed', ...ReportState.options]);
export type ReportStatus = z.infer<typeof ReportStatus>;

/** The words of `timeliness()` in schemas/campaign.ts. */
const TimelinessWord = z.enum(['on-time', 'late', 'owed', 'overdue', 'closed', 'not-required']);

/** Where one report stands, as lists and the desk's matrix show it. */
export const Standing = z.object({
  state: ReportStatus,
  timeliness: TimelinessWord,
  /** The newest revision's number; 0 before the first submission. */
  revision: z.int().min(0),
  reference: z.string().optional(),
});
export type Standing = z.infer<typeof Standing>;

/** GET /reports */
export const ReportList = z.object({
  campaign: Slug,
  unit: Slug,
  reports: z.array(
    Standing.extend({
      form: Slug,
      /** In the reader's language. */
      title: z.string(),
      /** The last second in which a report is on time, and the last in which it is taken. */
      due: Instant,
      closes: Instant,
      /** The office has written something that nobody of the unit has opened yet. */
      unread: z.literal(true).optional(),
      /** What the office said when it returned the report, as long as it stands returned; long reasons are cut. */
      returned: z.string().optional(),
    }),
  ),
});
export type ReportList = z.infer<typeof ReportList>;

export const RevisionSummary = z.object({
  revision: z.int().min(1),
  reference: z.string(),
  submittedAt: Instant,
  timeliness: TimelinessWord,
  nil: z.boolean(),
});
export type RevisionSummary = z.infer<typeof RevisionSummary>;

/** GET /reports/{form} */
export const ReportView = z.object({
  form: Slug,
  title: z.string(),
  state: ReportStatus,
  timeliness: TimelinessWord,
  due: Instant,
  closes: Instant,
  /** The draft's version, to be sent with the next save; 0 when there is none. */
  version: z.int().min(0),
  answers: Answers,
  explanations: Explanations,
  attachments: z.array(AttachmentSummary),
  revisions: z.array(RevisionSummary),
  messages: z.array(Message),
});
export type ReportView = z.infer<typeof ReportView>;

/** PUT /reports/{form}/draft: saves anything, whole or not, valid or not. */
export const DraftSave = z.object({
  /** The version that the change was made to; 0 for the first save. */
  version: z.int().min(0),
  answers: Answers,
  explanations: Explanations.optional(),
});
export type DraftSave = z.infer<typeof DraftSave>;

/** What the form of the page holds: a text a control, named by its place in the answers, as `rows/0/institution`. */
export const DraftForm = z
  .object({
    version: z.string().regex(/^\d+$/),
    action: z.string().optional().meta({ description: 'The button; without it `save`' }),
  })
  .catchall(z.union([z.string(), z.array(z.string())]));

export const DraftSaved = z.object({ version: z.int().min(1) });
export type DraftSaved = z.infer<typeof DraftSaved>;

/** GET /reports/{form}/check: what a submission of the draft would be told. */
export const DraftCheck = z.object({ version: z.int().min(0), errors: z.array(ProblemError) });
export type DraftCheck = z.infer<typeof DraftCheck>;

/** The Idempotency-Key header: printable ASCII of one's own choice, a UUID for example. */
export const IdempotencyKey = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[\x21-\x7e]+$/);

/** POST /reports/{form}/submissions */
export const Submission = z.object({
  answers: Answers.optional(),
  attachments: z.array(Id).max(500).default([]),
  /** Keys are `<code>:<pointer>` of the findings that they explain. */
  explanations: Explanations.optional(),
  nil: z.boolean().default(false),
});
export type Submission = z.infer<typeof Submission>;

/** Its answer, 201; the same request with the same key gets the same answer again. */
export const Submitted = z.object({
  reference: z.string(),
  revision: z.int().min(1),
  submittedAt: Instant,
  state: ReportStatus,
  timeliness: TimelinessWord,
  hints: z.array(ProblemError),
});
export type Submitted = z.infer<typeof Submitted>;

/** POST /reports/{form}/withdrawal */
export const Withdrawal = z.object({
  /** The revision that is taken back: it must be the newest. */
  revision: z.int().min(1),
});
export type Withdrawal = z.infer<typeof Withdrawal>;

/** GET /reports/{form}/withdrawal, and the answer of the POST. */
export const Withdrawable = z.object({ state: ReportStatus, revision: z.int().min(0) });
export type Withdrawable = z.infer<typeof Withdrawable>;

/** GET /receipts/{reference} */
export const ReceiptView = z.object({
  reference: z.string(),
  campaign: Slug,
  unit: Slug,
  form: Slug,
  title: z.string(),
  revision: z.int().min(1),
  submittedAt: Instant,
  due: Instant,
  /** Where the report stands now, if this revision is still its newest. */
  state: ReportStatus,
  timeliness: TimelinessWord,
  nil: z.boolean(),
  answers: Answers,
  explanations: Explanations,
  /** What they explain, in the reader's language. */
  doubts: z.record(z.string(), z.string()),
  attachments: z.array(AttachmentSummary),
});
export type ReceiptView = z.infer<typeof ReceiptView>;
