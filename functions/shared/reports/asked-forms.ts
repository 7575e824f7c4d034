import { type Campaign, closesOf, dueOf } from '../../../schemas/campaign.ts';
import type { Form } from '../../../schemas/form.ts';

/** The forms that a campaign asks for, with its deadlines, in the order in which people see them. */
export function askedForms(campaign: Campaign, forms: readonly Form[]) {
  return forms.flatMap((form) => {
    const due = dueOf(campaign, form.id);
    const closes = closesOf(campaign, form.id);
    return due && closes ? [{ form, due, closes }] : [];
  });
}
