import { type Campaign, obligation, type Unit } from '../../schemas/campaign.ts';
import type { Figures, Form } from '../../schemas/form.ts';
import type { ReportHead, Revision } from '../../schemas/report.ts';
import { inParallel } from '../shared/in-parallel.ts';
import { findRevision, listHeads } from '../shared/records/reports.ts';
import type { Table } from '../shared/records/shapes.ts';
import { figuresBeside } from '../shared/reports/on-record.ts';
import { isReported } from '../shared/reports/rate.ts';

/** A report that totals count: its newest revision. */
export interface Counted {
  unit: Unit;
  head: ReportHead;
  revision: Revision;
  /** What the unit's other reports say, for checks across forms: the heads have it. */
  onRecord: Figures;
}

/** Reports read at once: a province's worth in two rounds, and memory for these only. */
const PARALLEL = 16;

/**
 * The reports of a form that count, in the order of the campaign's units. Where a unit is correcting what it had
 * submitted, its last revision counts, unless only accepted ones are wanted.
 */
export async function countedReports(
  table: Table,
  campaign: Campaign,
  form: string,
  accepted: boolean,
): Promise<Counted[]> {
  const heads = await listHeads(table, campaign.id);
  const byUnit = Map.groupBy(heads, ({ unit }) => unit);
  const wanted = campaign.units.flatMap((unit) => {
    const own = byUnit.get(unit.id) ?? [];
    const head = own.find((one) => one.form === form);
    const counts = head && (accepted ? head.state === 'accepted' : isReported(head));
    return counts ? [{ unit, head, onRecord: figuresBeside(form, own) }] : [];
  });
  return inParallel(wanted, PARALLEL, async ({ unit, head, onRecord }) => {
    const revision = await findRevision(table, head, head.revision);
    // Written with its head in one transaction: to leave it out silently would make wrong totals.
    if (!revision) throw new Error('a report has no row for its newest revision');
    return { unit, head, revision, onRecord };
  });
}

/** Who owes the form and is not counted. */
export function missingUnits(campaign: Campaign, form: Form, reports: readonly Counted[]): Unit[] {
  const counted = new Set(reports.map(({ unit }) => unit.id));
  return campaign.units.filter(
    ({ id }) => obligation(campaign, id, form.id) === 'required' && !counted.has(id),
  );
}
