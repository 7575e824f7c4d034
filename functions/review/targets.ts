import { type Field, type Form, fieldsOf } from '../../schemas/form.ts';
import type { Text } from '../../schemas/text.ts';
import { memberOf } from '../shared/fields/drawing.ts';
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

const stranger = (pointer: string, index: number): Detail => ({
  pointer: `/fields/${index}`,
  severity: 'blocking',
  code: 'unknown-field',
  message: {
    zh: `报表中没有“${pointer}”这一项。`,
    en: `The form has no field "${pointer}".`,
  },
});

/** Does the pointer name a row that the answers do not have? */
function isBeyond(answers: unknown, pointer: string): boolean {
  const [, name = '', row] = /^\/([^/]+)\/(\d+)/.exec(pointer) ?? [];
  const rows = memberOf(answers, name);
  return row !== undefined && !(Array.isArray(rows) && Number(row) < rows.length);
}

/**
 * @param answers of the revision that is decided on, asked for only when rows are named
 * @throws Problem `invalid-input` for pointers that lead nowhere in the form, and to rows that are not there
 */
export async function requireTargets(
  form: Form,
  pointers: readonly string[],
  answers: () => Promise<unknown>,
): Promise<void> {
  const given = pointers.some((pointer) => /^\/[^/]+\/\d/.test(pointer)) ? await answers() : undefined;
  const strangers = pointers.flatMap((pointer, index) =>
    targetName(form, pointer) && !isBeyond(given, pointer) ? [] : [stranger(pointer, index)],
  );
  if (strangers.length > 0) throw new Problem('invalid-input', strangers);
}
