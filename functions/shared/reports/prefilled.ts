import { type Campaign, dayOf, unitOf } from '../../../schemas/campaign.ts';
import { type Form, fieldsOf } from '../../../schemas/form.ts';
import type { Language } from '../../../schemas/text.ts';

/** The first answers of a new report: what is known already. */
export function prefilled(
  form: Form,
  campaign: Campaign,
  unit: string,
  language: Language,
  now: Date,
): { [name: string]: string | undefined } {
  const known = { unit: unitOf(campaign, unit)?.name[language], today: dayOf(campaign, now) };
  return Object.fromEntries(
    fieldsOf(form).flatMap(({ name, prefill }) => (prefill ? [[name, known[prefill]]] : [])),
  );
}
