import type { Field } from './field.ts';

/** How deep forms are: rows, row, group, field. */
const STEPS = 5;
const LAST = 9999;

/** Where a pointer stands in the form, as text that sorts: fields by their order, rows by their number. */
function rank(fields: readonly Field[], pointer: string): string {
  let within = fields;
  const steps = pointer.split('/').slice(1, 1 + STEPS);
  const places = steps.map((step) => {
    if (/^\d+$/.test(step)) return Number(step);
    const index = within.findIndex(({ name }) => name === step);
    within = within[index]?.fields ?? [];
    return index < 0 ? LAST : index;
  });
  return places.map((place) => String(place).padStart(4, '0')).join('/');
}

/** Sorted as the form is read, top to bottom; files of slots and unknown fields come last. */
export function inFormOrder<Item extends { pointer: string }>(
  fields: readonly Field[],
  items: Item[],
): Item[] {
  const ranked = items.map((item) => ({ item, rank: rank(fields, item.pointer) }));
  return ranked.sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0)).map(({ item }) => item);
}
