import * as z from 'zod';
import { Answers } from './answers.ts';
import { ProblemError } from './problem.ts';

/** One thing wrong in a workbook, where it stands there; a whole sheet has neither cell, row nor column. */
export const WorkbookError = ProblemError.extend({
  sheet: z.string(),
  cell: z.string().optional(),
  row: z.int().min(1).optional(),
  column: z.string().optional(),
  /** What stands above or beside the cell. */
  field: z.string().optional(),
  /** What to do. */
  cure: z.string(),
});
export type WorkbookError = z.infer<typeof WorkbookError>;

/** POST /reports/{form}/workbook */
export const WorkbookRead = z.object({
  /** Whether it is in the draft now; only when a `version` was given. */
  saved: z.boolean(),
  /** The draft's version, to be sent with the next save. */
  version: z.int().min(0),
  /** The report's answers with those of the workbook put over them. */
  answers: Answers,
  /** Rows read. */
  rows: z.int().min(0),
  /** What the report held and what the workbook says otherwise, by title. */
  replaced: z.array(z.string()),
  errors: z.array(WorkbookError),
});
export type WorkbookRead = z.infer<typeof WorkbookRead>;
