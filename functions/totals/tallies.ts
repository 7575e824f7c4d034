import type { FormTotals } from '../../schemas/contract/totals.ts';
import { valueAt } from '../../schemas/fields/place.ts';
import { type Field, type Form, fieldsOf } from '../../schemas/form.ts';
import type { Language } from '../../schemas/text.ts';
import type { Counted } from './counted.ts';
import { rowsAt } from './measures.ts';

type Tally = FormTotals['tallies'][number];
type By = Tally['by'][number];

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);

/** How often a choice was made in each unit's rows; of several choices in one row each counts. */
function countedBy(rows: Field, field: Field, reports: readonly Counted[], language: Language): By {
  const options = (field.options ?? []).map(({ value, label }) => {
    const units = Object.fromEntries(
      reports.map(({ unit, revision }) => [
        unit.id,
        rowsAt(revision.answers, [rows.name]).filter((row) =>
          [valueAt(row, [field.name])].flat().includes(value),
        ).length,
      ]),
    );
    return { value, label: label[language], total: sum(Object.values(units)), units };
  });
  return { field: field.name, title: field.title[language], options };
}

/** The lists of a form, counted row by row; a nil return counts as none. */
export function talliesOf(form: Form, reports: readonly Counted[], language: Language): Tally[] {
  const lists = fieldsOf(form).filter(({ kind }) => kind === 'rows');
  return lists.map((rows) => {
    const units = Object.fromEntries(
      reports.map(({ unit, revision }) => [unit.id, rowsAt(revision.answers, [rows.name]).length]),
    );
    return {
      rows: rows.name,
      title: rows.title[language],
      total: sum(Object.values(units)),
      units,
      by: (rows.fields ?? [])
        .filter(({ tally }) => tally)
        .map((field) => countedBy(rows, field, reports, language)),
    };
  });
}
