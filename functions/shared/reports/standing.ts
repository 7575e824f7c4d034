import { type Campaign, timeliness, within } from '../../../schemas/campaign.ts';
import type { Standing } from '../../../schemas/contract/reports.ts';
import type { HeadInBrief, ReportHead } from '../../../schemas/report.ts';
import type { ReportId } from '../records/keys.ts';
import type { OwnReport } from './own-report.ts';

/** A report's state and timeliness; the latter follows its first submission, so that a correction is not late. */
export function standingOf(
  campaign: Campaign,
  { unit, form }: ReportId,
  head: HeadInBrief | undefined,
  now: Date,
): Standing {
  const first = head?.firstSubmittedAt;
  return {
    state: head?.state ?? 'owed',
    timeliness: timeliness(campaign, unit, form, first === undefined ? undefined : new Date(first), now),
    revision: head?.revision ?? 0,
    ...(head?.reference !== undefined && { reference: head.reference }),
  };
}

/** Why a report can no longer be changed; a returned one can be corrected even after the form is closed. */
export function lockOf(
  { closes }: OwnReport,
  head: ReportHead | undefined,
  now: Date,
): 'already-accepted' | 'form-closed' | undefined {
  if (head?.state === 'accepted') return 'already-accepted';
  if (head?.state === 'returned') return undefined;
  return within(closes, now) ? undefined : 'form-closed';
}
