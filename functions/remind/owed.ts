import { type Campaign, closesOf, dayOf, obligation, within } from '../../schemas/campaign.ts';
import type { ReportHead } from '../../schemas/report.ts';
import { isReported } from '../shared/reports/owed.ts';

const DAY = 24 * 60 * 60 * 1000;

/** Days before the due day on which a reminder goes out; from then on every day while the form is open. */
const DAYS_BEFORE = [3, 1, 0];

/** `2023-05-16` - `2023-05-13` => 3 */
const daysBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / DAY;

/** Is a reminder of a form due on this day? */
function isTime(campaign: Campaign, form: string, due: string, now: Date): boolean {
  const left = daysBetween(dayOf(campaign, now), due);
  return left < 0 ? within(closesOf(campaign, form), now) : DAYS_BEFORE.includes(left);
}

/** Which units to remind today, and of which forms: of those that they must report and have not. */
export function owed(campaign: Campaign, heads: readonly ReportHead[], now: Date): Map<string, string[]> {
  const found = new Map(heads.map((head) => [`${head.unit} ${head.form}`, head]));
  const timely = campaign.requests.filter(({ form, due }) => isTime(campaign, form, due, now));
  const forms = campaign.units.map(({ id }): [string, string[]] => [
    id,
    timely
      .map(({ form }) => form)
      .filter(
        (form) => obligation(campaign, id, form) === 'required' && !isReported(found.get(`${id} ${form}`)),
      ),
  ]);
  return new Map(forms.filter(([, list]) => list.length > 0));
}
