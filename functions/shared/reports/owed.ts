import { type Campaign, closesOf, dueOf, obligation, within } from '../../../schemas/campaign.ts';
import type { Form } from '../../../schemas/form.ts';
import { formOf } from '../../../schemas/forms/index.ts';
import type { ReportHead } from '../../../schemas/report.ts';

/** A form that a unit must still report, and until when. */
export interface OwedForm {
  form: Form;
  due: Date;
  overdue: boolean;
}

/** Has something been handed in that stands? What was taken back is owed again. */
export const isReported = (head: ReportHead | undefined): boolean =>
  head !== undefined && head.revision > 0 && head.state !== 'withdrawn';

/** What a unit must report and has not, as long as it is taken; the soonest first. */
export function owedBy(
  campaign: Campaign,
  unit: string,
  heads: readonly ReportHead[],
  now: Date,
): OwedForm[] {
  const reported = new Set(heads.filter(isReported).map(({ form }) => form));
  return campaign.requests
    .filter(({ form }) => obligation(campaign, unit, form) === 'required' && !reported.has(form))
    .filter(({ form }) => within(closesOf(campaign, form, unit), now))
    .flatMap(({ form: id }) => {
      const [form, due] = [formOf(id), dueOf(campaign, id, unit)];
      return form && due ? [{ form, due, overdue: !within(due, now) }] : [];
    })
    .toSorted((a, b) => a.due.valueOf() - b.due.valueOf());
}
