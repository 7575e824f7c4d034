import type { Campaign } from '../../schemas/campaign.ts';
import type { FormTotals } from '../../schemas/contract/totals.ts';
import { NONE } from '../../schemas/fields/number.ts';
import type { Form } from '../../schemas/form.ts';
import type { Language } from '../../schemas/text.ts';
import { exactSum } from '../shared/exact-sum.ts';
import { type Counted, missingUnits } from './counted.ts';
import { figureOf, type Measure, measuresOf } from './measures.ts';
import { problemsOf } from './problems.ts';
import { talliesOf } from './tallies.ts';

/** A measure over all counted reports: what is blank or does not exist somewhere is counted apart, not as 0. */
function total(measure: Measure, reports: readonly Counted[], language: Language) {
  const figures = reports.map(({ revision }) => figureOf(measure, revision.answers));
  const given = figures.filter((figure) => typeof figure === 'number').length;
  const absent = figures.filter((figure) => figure === NONE).length;
  const { pointer, code, title, unit, decimals } = measure;
  return {
    measure: pointer,
    ...(code && { code }),
    title: title[language],
    ...(unit && { unit: unit[language] }),
    decimals,
    total: given > 0 ? exactSum(figures, decimals) : null,
    given,
    absent,
    blank: figures.length - given - absent,
  };
}

/** The province's totals of a form, with what they are made of and who is not in them. */
export function formTotals(
  campaign: Campaign,
  form: Form,
  reports: readonly Counted[],
  accepted: boolean,
  language: Language,
): FormTotals {
  const measures = measuresOf(form);
  return {
    campaign: campaign.id,
    form: form.id,
    title: form.title[language],
    accepted,
    measures: measures.map((measure) => total(measure, reports, language)),
    tallies: talliesOf(form, reports, language),
    units: reports.map(({ unit, head, revision }) => ({
      unit: unit.id,
      name: unit.name[language],
      state: head.state,
      revision: revision.revision,
      reference: revision.reference,
      nil: revision.nil,
      figures: Object.fromEntries(
        measures.map((measure) => [measure.pointer, figureOf(measure, revision.answers) ?? null]),
      ),
    })),
    missing: missingUnits(campaign, form, reports).map(({ id, name }) => ({
      unit: id,
      name: name[language],
    })),
    problems: problemsOf(campaign, form, measures, reports, language),
  };
}
