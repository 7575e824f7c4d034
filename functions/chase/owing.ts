import type { Campaign, Unit } from '../../schemas/campaign.ts';
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
