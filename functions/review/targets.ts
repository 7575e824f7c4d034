import { type Field, type Form, fieldsOf } from '../../schemas/form.ts';
import type { Text } from '../../schemas/text.ts';
import { type Detail, Problem } from '../shared/problems.ts';
import { targetName } from '../shared/reports/target-name.ts';

/** What an office can name when it returns a report. */
export interface Target {
  pointer: string;
  name: Text;
}

/** A line of a table is named by its first answer, which is where the unit's page can mark it. */
function targetsOf(field: Field): string[] {
  if (field.layout !== 'table') return [`/${field.name}`];
  return (field.fields ?? []).map(
    ({ name, fields = [] }) => `/${field.name}/${name}/${fields[0]?.name ?? ''}`,
  );
}

/** The places that the page offers: fields, lines of tables, slots; programs may also name one row or answer. */
export function targets(form: Form): Target[] {
  const pointers = [
    ...fieldsOf(form).flatMap(targetsOf),
    ...form.slots.map(({ id }) => `/attachments/${id}`),
  ];
  return pointers.flatMap((pointer) => {
    const name = targetName(form, pointer);
    return name ? [{ pointer, name }] : [];
  });
}

/** @throws Problem `invalid-input` for pointers that lead nowhere in the form */
export function requireTargets(form: Form, pointers: readonly string[]): void {
  const strangers = pointers.flatMap((pointer, index): Detail[] =>
    targetName(form, pointer)
      ? []
      : [
          {
            pointer: `/fields/${index}`,
            severity: 'blocking',
            code: 'unknown-field',
            message: {
              zh: `报表中没有“${pointer}”这一项。`,
              en: `The form has no field "${pointer}".`,
            },
          },
        ],
  );
  if (strangers.length > 0) throw new Problem('invalid-input', strangers);
}
