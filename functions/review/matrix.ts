import type { Campaign } from '../../schemas/campaign.ts';
import type { Desk } from '../../schemas/contract/desk.ts';
import type { Form } from '../../schemas/form.ts';
import type { ReportHead } from '../../schemas/report.ts';
import type { Language } from '../../schemas/text.ts';
import { askedForms } from '../shared/reports/asked-forms.ts';
import { standingOf } from '../shared/reports/standing.ts';

/** Where every report of every unit stands. */
export function matrix(
  campaign: Campaign,
  forms: readonly Form[],
  heads: readonly ReportHead[],
  now: Date,
  language: Language,
): Desk {
  const asked = askedForms(campaign, forms);
  const byReport = new Map(heads.map((head) => [`${head.unit}/${head.form}`, head]));
  const cell = (unit: string, form: string) =>
    standingOf(campaign, { campaign: campaign.id, unit, form }, byReport.get(`${unit}/${form}`), now);
  return {
    campaign: campaign.id,
    units: campaign.units.map(({ id, name, group }) => ({ id, name: name[language], group })),
    forms: asked.map(({ form, due, closes }) => ({
      id: form.id,
      title: form.title[language],
      due: due.toISOString(),
      closes: closes.toISOString(),
    })),
    cells: Object.fromEntries(
      campaign.units.map(({ id }) => [
        id,
        Object.fromEntries(asked.map(({ form }) => [form.id, cell(id, form.id)])),
      ]),
    ),
  };
}
