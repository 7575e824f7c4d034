import { type Campaign, closesOf, dueOf } from '../../../schemas/campaign.ts';
import type { Form } from '../../../schemas/form.ts';

/** The forms that a campaign asks for, with everybody's deadlines or a unit's, in the order in which people see them. */
export function askedForms(campaign: Campaign, forms: readonly Form[], unit?: string) {
  return forms.flatMap((form) => {
    const due = dueOf(campaign, form.id, unit);
    const closes = closesOf(campaign, form.id, unit);
    return due && closes ? [{ form, due, closes }] : [];
  });
}
