import { type Campaign, knownUnitOf, type Unit } from '../../schemas/campaign.ts';
import type { Form } from '../../schemas/form.ts';
import { Problem } from '../shared/problems.ts';
import type { ReportId } from '../shared/records/keys.ts';
import { askedForms } from '../shared/reports/asked-forms.ts';

/** The report that a URL names. */
export interface AskedReport extends ReportId {
  who: Unit;
  definition: Form;
  due: Date;
  closes: Date;
}

/** @throws Problem `not-found` for units and forms that the campaign does not have */
export function askedReport(
  campaign: Campaign,
  forms: readonly Form[],
  { unit, form }: { unit: string; form: string },
): AskedReport {
  const who = knownUnitOf(campaign, unit);
  const asked = askedForms(campaign, forms, unit).find((one) => one.form.id === form);
  if (!who || !asked) throw new Problem('not-found');
  return {
    campaign: campaign.id,
    unit,
    form,
    who,
    definition: asked.form,
    due: asked.due,
    closes: asked.closes,
  };
}
