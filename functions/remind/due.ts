import { addDays, type Campaign, dayOf, obligation } from '../../schemas/campaign.ts';
import type { ReportHead } from '../../schemas/report.ts';
import { momentOf } from '../shared/reminders/moments.ts';
import { isReported } from '../shared/reports/owed.ts';

/** A reminder that has come: of a form to a unit, for a day. */
export interface Due {
  form: string;
  day: string;
}

/** A reminder is at most so many days old before the next one takes its place. */
const OLDEST = 2;

/** The days whose reminders can still be the newest. */
export const recentDays = (campaign: Campaign, now: Date): string[] =>
  Array.from({ length: OLDEST + 1 }, (_, days) => addDays(dayOf(campaign, now), -days));

/**
 * What is due and not sent yet, by unit: of the forms that it must report and has not, and of those alone.
 * @param sent `<day> <unit> <form>` of those that were queued
 */
export function dueReminders(
  campaign: Campaign,
  heads: readonly ReportHead[],
  sent: ReadonlySet<string>,
  now: Date,
): Map<string, Due[]> {
  const found = new Map(heads.map((head) => [`${head.unit} ${head.form}`, head]));
  const due = campaign.units.map(({ id }): [string, Due[]] => [
    id,
    campaign.requests.flatMap(({ form }) => {
      const head = found.get(`${id} ${form}`);
      if (obligation(campaign, id, form) !== 'required' || isReported(head)) return [];
      const day = momentOf(campaign, id, form, head?.state === 'draft', now);
      return day === undefined || sent.has(`${day} ${id} ${form}`) ? [] : [{ form, day }];
    }),
  ]);
  return new Map(due.filter(([, list]) => list.length > 0));
}
