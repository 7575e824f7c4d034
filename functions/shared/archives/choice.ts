import type { ArchiveChoice, Missing } from '../../../schemas/archive.ts';
import { type Campaign, obligation, type Unit } from '../../../schemas/campaign.ts';
import type { ReportHead, ReportState } from '../../../schemas/report.ts';

/** What the offices have in hand: whether accepted or not yet looked at. */
export const DEFAULT_STATES: readonly ReportState[] = ['submitted', 'accepted'];

export interface Chosen {
  /** In the campaign's order of units, then of forms. */
  reports: ReportHead[];
  /** Units that owe some of the chosen forms, of which the archive will hold nothing. */
  missing: Missing[];
}

/** The beginning of `since`: of a day, its first second in the campaign's time zone. */
function start({ utcOffset }: Campaign, since: string): string {
  return new Date(since.includes('T') ? since : `${since}T00:00:00${utcOffset}`).toISOString();
}

/** Which reports a choice means, and who has none of what it asks for. The one reading of a choice. */
export function choose(campaign: Campaign, choice: ArchiveChoice, heads: readonly ReportHead[]): Chosen {
  const states = choice.states ?? DEFAULT_STATES;
  const since = choice.since === undefined ? '' : start(campaign, choice.since);
  const wanted = heads.filter(
    ({ revision, state, submittedAt = '' }) => revision > 0 && states.includes(state) && submittedAt >= since,
  );
  const forms = campaign.requests
    .map(({ form }) => form)
    .filter((form) => choice.forms?.includes(form) ?? true);
  const units = campaign.units.filter(({ id }) => choice.units?.includes(id) ?? true);

  const found = (unit: Unit, form: string) =>
    wanted.find((head) => head.unit === unit.id && head.form === form);
  const reports = units.flatMap((unit) => forms.flatMap((form) => found(unit, form) ?? []));
  const missing = units
    .map((unit) => ({
      unit: unit.id,
      forms: forms.filter((form) => obligation(campaign, unit.id, form) === 'required' && !found(unit, form)),
    }))
    .filter((one) => one.forms.length > 0);
  return { reports, missing };
}
