import type { Draft, ReportHead } from '../../../schemas/report.ts';

/** A draft that was started before the newest submission has been submitted: it is history. */
export const isLive = (draft: Draft | undefined, head: ReportHead | undefined): draft is Draft =>
  draft !== undefined && draft.base >= (head?.revision ?? 0);
