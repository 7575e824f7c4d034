import { nameOf, type Path, placeOf } from '../../../schemas/fields/place.ts';
import { type Form, fieldsOf } from '../../../schemas/form.ts';
import type { Text } from '../../../schemas/text.ts';

/** The steps of a JSON pointer (RFC 6901); whole numbers are rows. */
function pathOf(pointer: string): Path {
  const steps = pointer.split('/').slice(1);
  return steps.map((step) =>
    /^\d{1,4}$/.test(step) ? Number(step) : step.replaceAll('~1', '/').replaceAll('~0', '~'),
  );
}

/** The name of a place in a form's answers or of a slot of its files; undefined where there is no such place. */
export function targetName(form: Form, pointer: string): Text | undefined {
  const slot = form.slots.find(({ id }) => pointer === `/attachments/${id}`);
  if (slot) return slot.title;
  // All rows of a table: the column's name alone.
  const path = pathOf(pointer).filter((step) => step !== '*');
  const place = placeOf(fieldsOf(form), path);
  const steps = place.way.length + (place.row === undefined ? 0 : 1);
  return place.way.length > 0 && steps === path.length && pointer.startsWith('/') ? nameOf(place) : undefined;
}
