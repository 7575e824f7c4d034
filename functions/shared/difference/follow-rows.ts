import type { Field } from '../../../schemas/form.ts';
import { memberOf } from '../fields/drawing.ts';
import { matchRows } from './match-rows.ts';

const rowsOf = (answers: unknown, name: string): unknown[] => {
  const rows = memberOf(answers, name);
  return Array.isArray(rows) ? rows : [];
};

/**
 * Follows places from some answers to later ones: a row is found again by what it says, wherever it stands now.
 * @returns for a pointer into the earlier answers the same place in the later ones, undefined when its row is gone
 */
export function followRows(
  fields: readonly Field[],
  before: unknown,
  after: unknown,
): (pointer: string) => string | undefined {
  const known = new Map<string, ReadonlyMap<number, number>>();
  const matched = ({ name, fields: columns = [] }: Field) => {
    const found =
      known.get(name) ??
      new Map(
        matchRows(
          rowsOf(before, name),
          rowsOf(after, name),
          columns.map((column) => column.name),
        ).map(({ from, to }) => [from, to]),
      );
    known.set(name, found);
    return found;
  };
  return (pointer) => {
    const [, name, row, rest = ''] = /^\/([^/]+)\/(\d+)(.*)$/.exec(pointer) ?? [];
    const field = fields.find((one) => one.kind === 'rows' && one.name === name);
    if (!field) return pointer;
    const to = matched(field).get(Number(row));
    return to === undefined ? undefined : `/${name}/${to}${rest}`;
  };
}
