import { type Campaign, daysOf, extensionOf } from '../../schemas/campaign.ts';
import type { Desk } from '../../schemas/contract/desk.ts';
import type { Form } from '../../schemas/form.ts';
import type { HeadInBrief } from '../../schemas/report.ts';
import type { Language } from '../../schemas/text.ts';
import type { Unread } from '../shared/messages/talk.ts';
import { askedForms } from '../shared/reports/asked-forms.ts';
import { standingOf } from '../shared/reports/standing.ts';

/** What the matrix is made of. */
export interface Known {
  campaign: Campaign;
  forms: readonly Form[];
  heads: readonly HeadInBrief[];
  /** Those with a message that no office has read. */
  unread: readonly Unread[];
  now: Date;
  language: Language;
}

/** The due day that a unit was given for itself; undefined where everybody's holds. */
function ownDue(campaign: Campaign, unit: string, form: string): string | undefined {
  if (!extensionOf(campaign, unit, form)) return undefined;
  const [own, all] = [daysOf(campaign, form, unit), daysOf(campaign, form)];
  return own?.due === all?.due ? undefined : own?.due;
}

/** Where every report of every unit stands. */
export function matrix({ campaign, forms, heads, unread, now, language }: Known): Desk {
  const asked = askedForms(campaign, forms);
  const byReport = new Map(heads.map((head) => [`${head.unit}/${head.form}`, head]));
  const withNews = new Set(unread.map(({ unit, form }) => `${unit}/${form}`));
  const cell = (unit: string, form: string) => {
    const due = ownDue(campaign, unit, form);
    return {
      ...standingOf(campaign, { campaign: campaign.id, unit, form }, byReport.get(`${unit}/${form}`), now),
      ...(withNews.has(`${unit}/${form}`) && { unread: true as const }),
      ...(due !== undefined && { due }),
    };
  };
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
