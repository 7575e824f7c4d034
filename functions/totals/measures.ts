import { NONE } from '../../schemas/fields/number.ts';
import { valueAt } from '../../schemas/fields/place.ts';
import { type Field, type Form, fieldsOf } from '../../schemas/form.ts';
import type { Text } from '../../schemas/text.ts';
import { exactSum } from '../shared/exact-sum.ts';

/** A number of a form that can be added up over units. */
export interface Measure {
  /** JSON pointer of the answer, without row numbers. */
  pointer: string;
  title: Text;
  code?: string;
  unit?: Text;
  decimals: number;
  headline: boolean;
  /** The steps to it, and, when it stands in rows, to those rows. */
  path: string[];
  rows?: string[];
}

/** A number, `-` (does not exist there), or undefined: left blank. */
export type Figure = number | typeof NONE | undefined;

const isNumber = ({ kind }: Field) => kind === 'count' || kind === 'amount';

/** In a table of figures a line is called by its name, unless it has several figures. */
function titleOf(way: readonly Field[]): Text {
  const [table, line, ...rest] = way;
  const within = table?.layout === 'table' && line ? [line, ...rest] : way;
  const alone = line?.fields?.filter(isNumber).length === 1;
  const named = table?.layout === 'table' && alone ? within.slice(0, 1) : within;
  return {
    zh: named.map(({ title }) => title.zh).join('：'),
    en: named.map(({ title }) => title.en).join(': '),
  };
}

function below(fields: readonly Field[], way: readonly Field[], rows: string[] | undefined): Measure[] {
  return fields.flatMap((field): Measure[] => {
    const to = [...way, field];
    const path = to.map(({ name }) => name);
    if (field.fields) return below(field.fields, to, field.kind === 'rows' ? path : rows);
    if (!isNumber(field)) return [];
    const code = to.find((one) => one.code)?.code;
    return [
      {
        pointer: `/${path.join('/')}`,
        title: titleOf(to),
        ...(code && { code }),
        ...(field.unit && { unit: field.unit }),
        decimals: field.decimals ?? 0,
        headline: field.headline === true,
        path: rows ? path.slice(rows.length) : path,
        ...(rows && { rows }),
      },
    ];
  });
}

/** All counts and amounts of a form, in its order. */
export const measuresOf = (form: Form): Measure[] => below(fieldsOf(form), [], undefined);

/** What a list holds; nothing that is no list. */
export function rowsAt(answers: unknown, path: readonly string[]): unknown[] {
  const given = valueAt(answers, path);
  return Array.isArray(given) ? given : [];
}

const asFigure = (value: unknown): Figure =>
  typeof value === 'number' || value === NONE ? value : undefined;

/** What a report says of a measure; of numbers in rows, their sum, `-` when every row that says anything says so. */
export function figureOf({ path, rows, decimals }: Measure, answers: unknown): Figure {
  if (!rows) return asFigure(valueAt(answers, path));
  const all = rowsAt(answers, rows).map((row) => asFigure(valueAt(row, path)));
  if (all.some((value) => typeof value === 'number')) return exactSum(all, decimals);
  return all.find((value) => value === NONE);
}
