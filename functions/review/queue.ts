import { askedForms } from '../shared/reports/asked-forms.ts';
import { FILTERS, type Show } from './filter.ts';
import { type Known, matrix } from './matrix.ts';
import type { Narrowing, Place } from './narrowing.ts';
import { cellsOf } from './rates.ts';

/** The reports of the list beside the one that is open, in the order of the matrix; after its end it begins again. */
export interface Queue {
  previous?: Place | undefined;
  next?: Place | undefined;
  /** How many there are, without the one that is open. */
  others: number;
  /** The list that somebody came from; without a state it is what awaits review. */
  narrowing: Narrowing;
}

const idOf = ({ unit, form }: Place) => `${unit}/${form}`;

/** Which reports a list of this state shows. Most look at what awaits review, which the heads alone say. */
function shownIn(known: Known, show: Show): ReadonlySet<string> {
  const { campaign, heads } = known;
  const filter = FILTERS.find((one) => one.show === show);
  const places =
    show === 'submitted'
      ? heads.filter(({ state }) => state === show)
      : cellsOf(campaign, matrix(known)).filter((cell) => filter?.passes(cell));
  return new Set(places.map(idOf));
}

/** What follows a report in the list that it was opened from, and what goes before it. */
export function queueFrom(known: Known, narrowing: Narrowing, { unit, form }: Place): Queue {
  const { campaign, forms } = known;
  const shown = shownIn(known, narrowing.show ?? 'submitted');
  const all = campaign.units.flatMap(({ id, group }) =>
    askedForms(campaign, forms).map((one) => ({ unit: id, form: one.form.id, group })),
  );
  const here = all.findIndex((place) => place.unit === unit && place.form === form);
  const others = [...all.slice(here + 1), ...all.slice(0, Math.max(here, 0))].filter(
    (place) =>
      (narrowing.form ?? place.form) === place.form &&
      (narrowing.group ?? place.group) === place.group &&
      shown.has(idOf(place)),
  );
  return { next: others[0], previous: others.at(-1), others: others.length, narrowing };
}
