import * as z from 'zod';
import { PinnedAttachment } from './attachment.ts';
import { manyLines, oneLine } from './fields/clean.ts';
import { Instant, Slug } from './identifier.ts';
import { Text } from './text.ts';

/**
 * What is stored of a report's state. `owed` (no head at all), timeliness and closing are computed, never stored.
 * `withdrawn`: taken back by the unit before review; it owes the report again and its draft is kept.
 */
export const ReportState = z.enum(['draft', 'submitted', 'returned', 'accepted', 'withdrawn']);
export type ReportState = z.infer<typeof ReportState>;

/** Characters of an explanation. */
export const MOST_EXPLANATION = 1000;

/** What explains a finding, by its key; without what shows nothing or no store takes, as answers are. */
export const Explanations = z.record(
  z.string().overwrite(oneLine).max(200),
  z.string().overwrite(manyLines).max(MOST_EXPLANATION),
);

/** One row a report of a unit: where it stands. `version` rises with every change, so that writers exclude each other. */
export const ReportHead = z.object({
  campaign: Slug,
  unit: Slug,
  form: Slug,
  state: ReportState,
  version: z.int().min(1),
  /** The newest revision's number; 0 before the first submission. */
  revision: z.int().min(0),
  reference: z.string().optional(),
  nil: z.boolean().default(false),
  firstSubmittedAt: Instant.optional(),
  submittedAt: Instant.optional(),
  savedAt: Instant.optional(),
  /** The files of the newest revision, so that an archive's size is known without reading every report. */
  attached: z.object({ files: z.int().min(0), bytes: z.int().min(0) }).optional(),
  /** What the form's definition lets the checks of the unit's other reports know of the newest revision. */
  figures: z.record(z.string(), z.number()).optional(),
});
export type ReportHead = z.infer<typeof ReportHead>;

/** What the matrix of all reports shows of each. */
export const HeadInBrief = ReportHead.pick({
  unit: true,
  form: true,
  state: true,
  revision: true,
  reference: true,
  firstSubmittedAt: true,
});
export type HeadInBrief = z.infer<typeof HeadInBrief>;

/** What a unit has typed and not submitted; anything may be missing or wrong in it. */
export const Draft = z.object({
  version: z.int().min(1),
  /** The revision it was started from; a draft behind the head's revision has been submitted and is history. */
  base: z.int().min(0),
  answers: z.unknown(),
  explanations: Explanations,
  savedAt: Instant,
});
export type Draft = z.infer<typeof Draft>;

/** One accepted submission; never changed afterwards. */
export const Revision = z.object({
  campaign: Slug,
  unit: Slug,
  form: Slug,
  formVersion: z.int().min(1),
  revision: z.int().min(1),
  reference: z.string(),
  submittedAt: Instant,
  /** Absent once the personal data of the campaign is erased. */
  submittedBy: z.email().optional(),
  nil: z.boolean(),
  answers: z.unknown(),
  explanations: Explanations,
  /** What they explain, by the same keys, as it was told then; revisions from before it was kept have none. */
  doubts: z.record(z.string(), Text).default({}),
  attachments: z.array(PinnedAttachment),
  /** SHA-256 of the content, hex. */
  contentHash: z.string(),
});
export type Revision = z.infer<typeof Revision>;

/** What a list of revisions says of each. */
export const RevisionInBrief = Revision.pick({
  revision: true,
  reference: true,
  submittedAt: true,
  nil: true,
});
export type RevisionInBrief = z.infer<typeof RevisionInBrief>;

/** Finds a revision by its reference number, and remembers which idempotency key made it. */
export const Receipt = z.object({
  reference: z.string(),
  campaign: Slug,
  unit: Slug,
  form: Slug,
  revision: z.int().min(1),
  submittedAt: Instant,
  /** SHA-256 of campaign, unit, form and idempotency key, hex. */
  keyHash: z.string(),
  contentHash: z.string(),
});
export type Receipt = z.infer<typeof Receipt>;

export const Decision = z.enum(['accept', 'return']);

/** What was said of a report, by an office or by the unit itself: a decision, or a message of their conversation. */
export const Message = z.object({
  at: Instant,
  /** Absent: the unit wrote it. */
  office: Slug.optional(),
  /** Absent: nothing was decided. */
  decision: Decision.optional(),
  /** The newest at the time; 0 before the first. */
  revision: z.int().min(0),
  message: z.string().max(2000).optional(),
  /** JSON pointers of the fields to correct; empty means the whole report. */
  fields: z.array(z.string()).default([]),
});
export type Message = z.infer<typeof Message>;

/**
 * When either side of a report's conversation last wrote and last looked. A row apart from the head, so that writing
 * and reading messages never refuses a submission or a decision.
 */
export const Talk = z.looseObject({
  campaign: Slug,
  unit: Slug,
  form: Slug,
  unitSaidAt: Instant.optional(),
  officeSaidAt: Instant.optional(),
  unitReadAt: Instant.optional(),
  /** The office that wrote last: an answer is mailed to it. */
  office: Slug.optional(),
});
export type Talk = z.infer<typeof Talk>;
