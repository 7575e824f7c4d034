import type { Campaign } from '../../schemas/campaign.ts';
import type { Form } from '../../schemas/form.ts';
import type { HeadInBrief } from '../../schemas/report.ts';
import { askedForms } from '../shared/reports/asked-forms.ts';

interface Place {
  unit: string;
  form: string;
}

/** The reports that await review beside the one that is open, in the order of the matrix; after its end it begins again. */
export interface Queue {
  previous?: Place | undefined;
  next?: Place | undefined;
  /** How many await review, without the one that is open. */
  waiting: number;
}

export function queueFrom(
  campaign: Campaign,
  forms: readonly Form[],
  heads: readonly HeadInBrief[],
  { unit, form }: Place,
): Queue {
  const awaiting = new Set(
    heads.filter(({ state }) => state === 'submitted').map((head) => `${head.unit}/${head.form}`),
  );
  const asked = askedForms(campaign, forms);
  const all = campaign.units.flatMap(({ id }) => asked.map((one) => ({ unit: id, form: one.form.id })));
  const here = all.findIndex((place) => place.unit === unit && place.form === form);
  const others = [...all.slice(here + 1), ...all.slice(0, Math.max(here, 0))].filter((place) =>
    awaiting.has(`${place.unit}/${place.form}`),
  );
  return { next: others[0], previous: others.at(-1), waiting: others.length };
}
