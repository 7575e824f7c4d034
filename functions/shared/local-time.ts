import type { Campaign } from '../../schemas/campaign.ts';

/** An instant on the clocks of the campaign's place: `2023-06-19 09:15`. */
export function localTime({ timeZone }: Pick<Campaign, 'timeZone'>, instant: Date | string): string {
  // Swedish dates are ISO dates.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return format.format(new Date(instant));
}
