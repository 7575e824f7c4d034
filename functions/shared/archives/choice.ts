import type { ArchiveChoice, Missing } from '../../../schemas/archive.ts';
import { type Campaign, obligation, type Unit } from '../../../schemas/campaign.ts';
import { type ReportHead, ReportState } from '../../../schemas/report.ts';

/** What the offices have in hand: whether accepted or not yet looked at. */
export const DEFAULT_STATES: readonly ReportState[] = ['submitted', 'accepted'];

export interface Chosen {
  /** In the campaign's order of units, then of forms. */
  reports: ReportHead[];
  /** Units that owe some of the chosen forms, of which the archive will hold nothing. */
  missing: Missing[];
}

const among = (all: readonly string[], given: readonly string[] | undefined) => {
  const kept = given && all.filter((one) => given.includes(one));
  return kept && kept.length < all.length ? kept : undefined;
};

/**
 * The one spelling of a choice: lists in the campaign's order, and nothing said that goes without saying. So whoever
 * chooses the same gets the same. Forms and units that the campaign does not have are left out.
 */
export function spelled(campaign: Campaign, choice: ArchiveChoice): ArchiveChoice {
  const forms = among(
    campaign.requests.map(({ form }) => form),
    choice.forms,
  );
  const units = among(
    campaign.units.map(({ id }) => id),
    choice.units,
  );
  const states = ReportState.options.filter((state) => choice.states?.includes(state));
  const usual = states.length === 0 || states.join() === DEFAULT_STATES.join();
  return {
    ...(forms && { forms }),
    ...(units && { units }),
    ...(!usual && { states }),
    ...(choice.since !== undefined && { since: choice.since }),
    ...(choice.attachments === false && { attachments: false }),
  };
}

/** What the chosen files come to; the lists and spreadsheets that an archive brings along are not counted. */
export function attachedTo({ attachments = true }: ArchiveChoice, reports: readonly ReportHead[]) {
  const counted = attachments ? reports : [];
  return {
    files: counted.reduce((sum, { attached }) => sum + (attached?.files ?? 0), 0),
    bytes: counted.reduce((sum, { attached }) => sum + (attached?.bytes ?? 0), 0),
  };
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
