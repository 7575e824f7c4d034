import { type Campaign, dayOf, obligation } from '../../schemas/campaign.ts';
import type { TotalsOverview } from '../../schemas/contract/totals.ts';
import type { Form } from '../../schemas/form.ts';
import type { ReportHead } from '../../schemas/report.ts';
import type { Language } from '../../schemas/text.ts';
import { askedForms } from '../shared/reports/asked-forms.ts';
import { isReported } from '../shared/reports/rate.ts';

/** Of each form, how much of what is owed has come in, and on which days. Heads alone tell it. */
export function overview(
  campaign: Campaign,
  forms: readonly Form[],
  heads: readonly ReportHead[],
  language: Language,
): TotalsOverview {
  return {
    campaign: campaign.id,
    forms: askedForms(campaign, forms).map(({ form, due }) => {
      const owing = campaign.units.filter(({ id }) => obligation(campaign, id, form.id) === 'required');
      const owed = new Set(owing.map(({ id }) => id));
      const days = heads
        .filter((head) => head.form === form.id && owed.has(head.unit) && isReported(head))
        .flatMap(({ firstSubmittedAt }) => firstSubmittedAt ?? [])
        .map((instant) => dayOf(campaign, new Date(instant)))
        .sort();
      return {
        form: form.id,
        title: form.title[language],
        due: due.toISOString(),
        rate: { owed: owed.size, reported: days.length },
        progress: [...new Set(days)].map((day) => ({ day, reported: days.lastIndexOf(day) + 1 })),
      };
    }),
  };
}
