import { addDays, type Campaign, closesOf, dayOf, daysOf, within } from '../../../schemas/campaign.ts';

/** Days before the due day on which a reminder goes out; two days before, only to those whose draft is not submitted. */
const BEFORE = [
  { days: 3, drafts: false },
  { days: 2, drafts: true },
  { days: 1, drafts: false },
  { days: 0, drafts: false },
];

/** Ten in the morning, and some minutes for clocks that do not agree. */
const AT = 'T09:55:00';

/**
 * The day of the newest reminder of a form that has come for a unit, sent or not; undefined before the first one and
 * once the form is closed. It follows from the unit's own days, so that an extension changes what comes when; and a
 * morning that was missed is found by the next run, however late that is.
 */
export function momentOf(
  campaign: Campaign,
  unit: string,
  form: string,
  hasDraft: boolean,
  now: Date,
): string | undefined {
  const days = daysOf(campaign, form, unit);
  if (!days || !within(closesOf(campaign, form, unit), now)) return undefined;
  const hasCome = (day: string) => Date.parse(`${day}${AT}${campaign.utcOffset}`) <= now.getTime();
  const today = dayOf(campaign, now);
  // After the due day there is one every day.
  if (today > days.due) {
    return hasCome(today) ? today : addDays(today, -1);
  }
  return BEFORE.filter(({ drafts }) => hasDraft || !drafts)
    .map(({ days: before }) => addDays(days.due, -before))
    .filter(hasCome)
    .at(-1);
}
