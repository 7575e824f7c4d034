import type { Campaign, Unit } from '../../schemas/campaign.ts';
import { valueAt } from '../../schemas/fields/place.ts';
import { type Field, type Form, fieldsOf, type Publication } from '../../schemas/form.ts';
import type { Revision } from '../../schemas/report.ts';
import type { Clock } from '../shared/clock.ts';
import { inParallel } from '../shared/in-parallel.ts';
import { findRevision, listHeads } from '../shared/records/reports.ts';
import type { Table } from '../shared/records/shapes.ts';

/** One row of an accepted report, with nothing in it but what is public. */
export interface OpenPlace {
  id: string;
  unit: Unit;
  form: Form;
  publication: Publication;
  name: string;
  place: string;
  from: string;
  to: string;
  details: { [field: string]: unknown };
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The columns of the published rows. */
export const columnsOf = (form: Form, { rows }: Publication): Field[] =>
  fieldsOf(form).find(({ name }) => name === rows)?.fields ?? [];

/** The rows of a report as everybody may see them; contacts only where the unit says so, row by row. */
export function publicRows(unit: Unit, form: Form, revision: Revision): OpenPlace[] {
  const { publication } = form;
  const rows = publication && valueAt(revision.answers, [publication.rows]);
  if (!publication || !Array.isArray(rows)) return [];
  return rows.map((row: unknown, index) => {
    const at = (name: string) => valueAt(row, [name]);
    const names = [
      ...publication.filters,
      ...publication.shown,
      ...(at(publication.agreement) === true ? publication.agreed : []),
    ];
    return {
      id: `${revision.reference}-${index + 1}`.toLowerCase(),
      unit,
      form,
      publication,
      name: publication.name
        .map((name) => text(at(name)))
        .filter(Boolean)
        .join(' '),
      place: text(at(publication.place)),
      from: text(at(publication.from)),
      to: text(at(publication.to)),
      details: Object.fromEntries(
        names.map((name) => [name, at(name)]).filter(([, value]) => value !== undefined),
      ),
    };
  });
}

const PARALLEL = 16;
/** So old may what everybody sees be: the store is asked once in that time, however many look. */
const FRESH_MS = 60_000;

/**
 * Every open place of the campaign. Only accepted reports count, so one that is returned is gone with the next
 * reading; what was read is kept for a minute, and readers who come meanwhile share one reading.
 */
export function openPlaces(table: Table, forms: readonly Form[], clock: Clock) {
  let known: { at: number; places: Promise<OpenPlace[]> } | undefined;

  async function read(campaign: Campaign): Promise<OpenPlace[]> {
    const heads = await listHeads(table, campaign.id);
    const accepted = heads.flatMap((head) => {
      const form = forms.find(({ id }) => id === head.form);
      const unit = campaign.units.find(({ id }) => id === head.unit);
      return head.state === 'accepted' && form?.publication && unit ? [{ head, form, unit }] : [];
    });
    const rows = await inParallel(accepted, PARALLEL, async ({ head, form, unit }) => {
      const revision = await findRevision(table, head, head.revision);
      return revision ? publicRows(unit, form, revision) : [];
    });
    const order = campaign.units.map(({ id }) => id);
    return rows
      .flat()
      .sort((a, b) => a.from.localeCompare(b.from) || order.indexOf(a.unit.id) - order.indexOf(b.unit.id));
  }

  return (campaign: Campaign): Promise<OpenPlace[]> => {
    const now = clock().getTime();
    if (known && now - known.at < FRESH_MS) return known.places;
    const places = read(campaign);
    const reading = { at: now, places };
    known = reading;
    // A failure is nobody's answer but of those who waited for it.
    places.catch(() => {
      if (known === reading) known = undefined;
    });
    return places;
  };
}
