import type { Campaign, Unit } from '../../schemas/campaign.ts';
import type { ChaseEntry } from '../../schemas/contract/reminders.ts';
import type { ReportHead } from '../../schemas/report.ts';
import { type OwedForm, owedBy } from '../shared/reports/owed.ts';

export interface Owing {
  unit: Unit;
  owed: OwedForm[];
}

/** The units that owe something that is still taken, in the order of the roster. */
export function owingUnits(campaign: Campaign, heads: readonly ReportHead[], now: Date): Owing[] {
  const byUnit = Map.groupBy(heads, ({ unit }) => unit);
  return campaign.units
    .map((unit) => ({ unit, owed: owedBy(campaign, unit.id, byUnit.get(unit.id) ?? [], now) }))
    .filter(({ owed }) => owed.length > 0);
}

/** Those of them that are chosen, each with what it owes of the chosen forms; without lists, all of it. */
export function chosenOf(
  owing: readonly Owing[],
  { units, forms }: Pick<ChaseEntry, 'units' | 'forms'>,
): Owing[] {
  return owing
    .filter(({ unit }) => units === undefined || units.includes(unit.id))
    .map(({ unit, owed }) => ({
      unit,
      owed: owed.filter(({ form }) => forms === undefined || forms.includes(form.id)),
    }))
    .filter(({ owed }) => owed.length > 0);
}
