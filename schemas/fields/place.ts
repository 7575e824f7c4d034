import type { Text } from '../text.ts';
import type { Field } from './field.ts';

export type Path = readonly PropertyKey[];

/** RFC 6901 */
export const pointerOf = (path: Path): string =>
  path.map((step) => `/${String(step).replace(/~/g, '~0').replace(/\//g, '~1')}`).join('');

/** The fields on the way to an answer, outermost first, and the row (from 1) when the way goes through rows. */
export interface Place {
  way: Field[];
  row?: number;
}

/** What number a row goes by, of its list's pointer and its index: a spreadsheet has numbers of its own. */
export type RowNumber = (list: string, index: number) => number;

export const counted: RowNumber = (_, index) => index + 1;

/** Where a path leads; the way ends early where the path leaves the form. */
export function placeOf(fields: readonly Field[], path: Path, rowNumber = counted): Place {
  const place: Place = { way: [] };
  let within: readonly Field[] = fields;
  for (const [depth, step] of path.entries()) {
    const field = within.find(({ name }) => name === step);
    if (field) {
      place.way.push(field);
      within = field.fields ?? [];
      // Not `at(-1)`: scripts of pages may take this along, and Chromium 86 has no such method.
    } else if (typeof step === 'number' && place.way[place.way.length - 1]?.kind === 'rows')
      place.row = rowNumber(pointerOf(path.slice(0, depth)), step);
    else break;
  }
  return place;
}

/** 第3行联系电话 / Row 3, Phone; A1 举办活动总数的数量 / A1 Activities, Number */
export function nameOf({ way, row }: Place): Text {
  const named = way.filter(({ kind, layout }, index) =>
    kind === 'rows' ? row === undefined : layout !== 'table' || index === way.length - 1,
  );
  const zh = named.map(({ code, title }) => (code ? `${code} ${title.zh}` : title.zh)).join('的');
  const en = named.map(({ code, title }) => (code ? `${code} ${title.en}` : title.en)).join(', ');
  if (row === undefined) return { zh, en };
  return { zh: `第${row}行${zh}`, en: en ? `Row ${row}, ${en}` : `Row ${row}` };
}

/** The answer that a path leads to, undefined where there is none. */
export function valueAt(answers: unknown, path: Path): unknown {
  let value = answers;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = Reflect.get(value, step);
  }
  return value;
}
