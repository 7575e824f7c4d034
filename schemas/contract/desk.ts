import * as z from 'zod';
import { manyLines } from '../fields/clean.ts';
import { Instant, Slug } from '../identifier.ts';
import { Decision, Explanations, Message, ReportState } from '../report.ts';
import { Answers } from './answers.ts';
import { AttachmentSummary } from './attachments.ts';
import { ReportStatus, RevisionSummary, Standing } from './reports.ts';

/**
 * `unread`: the unit has written something that nobody of the offices has opened yet · `due`: the unit's own due day,
 * where it is another than everybody's.
 */
const DeskCell = Standing.extend({ unread: z.literal(true).optional(), due: z.iso.date().optional() });
export type DeskCell = z.infer<typeof DeskCell>;

/** GET /desk: the matrix units × forms. */
export const Desk = z.object({
  campaign: Slug,
  units: z.array(z.object({ id: Slug, name: z.string(), group: Slug })),
  forms: z.array(z.object({ id: Slug, title: z.string(), due: Instant, closes: Instant })),
  /** By unit, then by form; a form that a unit need not and did not report says `not-required`. */
  cells: z.record(Slug, z.record(Slug, DeskCell)),
});
export type Desk = z.infer<typeof Desk>;

/** GET /desk/reports/{unit}/{form}: the report with all revisions, newest first. */
export const DeskReport = Standing.extend({
  campaign: Slug,
  unit: Slug,
  name: z.string(),
  form: Slug,
  title: z.string(),
  due: Instant,
  closes: Instant,
  revisions: z.array(
    RevisionSummary.extend({
      /** Absent once personal data is erased. */
      submittedBy: z.string().optional(),
      answers: Answers,
      explanations: Explanations,
      /** What they explain, in the reader's language. */
      doubts: z.record(z.string(), z.string()),
      attachments: z.array(AttachmentSummary),
    }),
  ),
  messages: z.array(Message),
});
export type DeskReport = z.infer<typeof DeskReport>;

/** POST /desk/reports/{unit}/{form}/decisions */
export const DecisionEntry = z.object({
  decision: Decision,
  /** The reason of a return; what the unit shall correct. */
  message: z.string().overwrite(manyLines).max(2000).optional(),
  /** JSON pointers of the fields to correct; absent or empty means the whole report. */
  fields: z.array(z.string().max(200)).max(500).optional(),
  /** The revision that was looked at: it must be the newest. */
  revision: z.int().min(1),
  /** The state that was looked at, so that nobody returns, unseen, what another has just accepted. */
  seen: ReportState.optional(),
});
export type DecisionEntry = z.infer<typeof DecisionEntry>;

/** Its answer, 200. */
export const Decided = z.object({ state: ReportStatus, revision: z.int().min(1) });
export type Decided = z.infer<typeof Decided>;

/** POST /desk/reports/{unit}/{form}/attachments/{id}/allow: the office takes a file that was refused. */
export const FileOverride = z.object({ reason: z.string().overwrite(manyLines).min(1).max(500) });
export type FileOverride = z.infer<typeof FileOverride>;

/** POST /desk/decisions: accepts several reports, each as it was seen. */
export const BulkEntry = z.object({
  decision: z.literal('accept'),
  reports: z
    .array(z.object({ unit: Slug, form: Slug, revision: z.int().min(1) }))
    .min(1)
    .max(100),
});
export type BulkEntry = z.infer<typeof BulkEntry>;

/** Its answer, 200: each report is accepted or left as it stands, with the reason. */
export const BulkDecided = z.object({
  accepted: z.array(z.object({ unit: Slug, form: Slug, revision: z.int().min(1) })),
  refused: z.array(
    z.object({
      unit: Slug,
      form: Slug,
      revision: z.int().min(1),
      code: z.string(),
      /** In the reader's language. */
      message: z.string(),
    }),
  ),
});
export type BulkDecided = z.infer<typeof BulkDecided>;
