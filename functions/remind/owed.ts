import { type Campaign, closesOf, dayOf, daysOf, obligation, within } from '../../schemas/campaign.ts';
import type { ReportHead } from '../../schemas/report.ts';
import { isReported } from '../shared/reports/owed.ts';

const DAY = 24 * 60 * 60 * 1000;

/** Days before the due day on which a reminder goes out; from then on every day while the form is open. */
const DAYS_BEFORE = [3, 1, 0];

/** `2023-05-16` - `2023-05-13` => 3 */
const daysBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / DAY;

/** Is a reminder of a form due to a unit on this day? */
function isTime(campaign: Campaign, form: string, unit: string, now: Date): boolean {
  const { due } = daysOf(campaign, form, unit) ?? {};
  if (due === undefined) return false;
  const left = daysBetween(dayOf(campaign, now), due);
  return left < 0 ? within(closesOf(campaign, form, unit), now) : DAYS_BEFORE.includes(left);
}

/** Which units to remind today, and of which forms: of those that they must report and have not. */
export function owed(campaign: Campaign, heads: readonly ReportHead[], now: Date): Map<string, string[]> {
  const found = new Map(heads.map((head) => [`${head.unit} ${head.form}`, head]));
  const forms = campaign.units.map(({ id }): [string, string[]] => [
    id,
    campaign.requests
      .map(({ form }) => form)
      .filter(
        (form) =>
          isTime(campaign, form, id, now) &&
          obligation(campaign, id, form) === 'required' &&
          !isReported(found.get(`${id} ${form}`)),
      ),
  ]);
  return new Map(forms.filter(([, list]) => list.length > 0));
}
