import type { Child } from 'hono/jsx';
import type { FormTotals } from '../../schemas/contract/totals.ts';
import { NONE } from '../../schemas/fields/number.ts';
import type { Language } from '../../schemas/text.ts';
import { speak } from '../shared/page/words.ts';
import { BarChart } from './charts/bars.tsx';
import { WORDS } from './words.ts';

type Measure = FormTotals['measures'][number];

/** 1234567.5 with 2 decimals => 1,234,567.50 */
const grouped = (value: number, decimals = 0): string =>
  value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });

/** The mark for "does not exist there" is read out as what it means. */
function Figure({ value, decimals, language }: { value: unknown; decimals: number; language: Language }) {
  if (typeof value === 'number') return <>{grouped(value, decimals)}</>;
  if (value !== NONE) return null;
  return (
    <>
      <span aria-hidden="true">–</span>
      <span class="visually-hidden">{speak(language)(WORDS.absent)}</span>
    </>
  );
}

interface FiguresTable {
  label: string;
  heads: Child[];
  measures: readonly Measure[];
  /** What stands under the heads for one indicator. */
  cells(measure: Measure): Child[];
  language: Language;
}

/** A row an indicator. */
function FiguresTable({ label, heads, measures, cells, language }: FiguresTable) {
  return (
    <section class="scroll" tabindex={0} aria-label={label}>
      <table class="figures">
        <thead>
          <tr>
            {[speak(language)(WORDS.indicator), ...heads].map((head) => (
              <th scope="col">{head}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {measures.map((measure) => (
            <tr>
              <th scope="row">
                {measure.code && <span class="code">{measure.code} </span>}
                {measure.title}
              </th>
              {cells(measure).map((cell) => (
                <td>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Each indicator over all units. */
export function TotalsTable({ totals, language }: { totals: FormTotals; language: Language }) {
  const t = speak(language);
  return (
    <FiguresTable
      label={t(WORDS.totals)}
      heads={[WORDS.measureUnit, WORDS.total, WORDS.given, WORDS.absent, WORDS.blank].map(t)}
      measures={totals.measures}
      cells={({ unit, total, decimals, given, absent, blank }) => [
        unit,
        <strong>
          <Figure value={total ?? NONE} decimals={decimals} language={language} />
        </strong>,
        given,
        absent,
        blank,
      ]}
      language={language}
    />
  );
}

/** Each indicator of each unit, and the way to the unit's report. */
export function UnitsTable({ totals, language }: { totals: FormTotals; language: Language }) {
  return (
    <FiguresTable
      label={speak(language)(WORDS.byUnit)}
      heads={totals.units.map(({ unit, name }) => (
        <a href={`/desk/reports/${unit}/${totals.form}`}>{name}</a>
      ))}
      measures={totals.measures}
      cells={({ measure, decimals }) =>
        totals.units.map(({ figures }) => (
          <Figure value={figures[measure]} decimals={decimals} language={language} />
        ))
      }
      language={language}
    />
  );
}

/** One indicator, unit by unit; its numbers stand in the table of figures by unit as well, and below as a list. */
export function MeasureChart({
  id,
  measure,
  totals,
  language,
}: {
  id: string;
  measure: Measure;
  totals: FormTotals;
  language: Language;
}) {
  const t = speak(language);
  const title = `${measure.title}${measure.unit ? ` (${measure.unit})` : ''}`;
  const of = (figure: unknown) =>
    typeof figure === 'number'
      ? grouped(figure, measure.decimals)
      : t(figure === NONE ? WORDS.absent : WORDS.blank);
  const bars = totals.units.map(({ name, figures }) => {
    const figure = figures[measure.measure];
    return { label: name, value: typeof figure === 'number' ? figure : undefined, text: of(figure) };
  });
  return (
    <section>
      <h3>{title}</h3>
      <BarChart
        id={id}
        title={title}
        description={`${t(WORDS.total)}: ${measure.total === null ? '–' : grouped(measure.total, measure.decimals)}`}
        bars={bars}
      />
      <details>
        <summary>{t(WORDS.byUnit)}</summary>
        <table class="figures">
          <thead>
            <tr>
              <th scope="col">{t(WORDS.unit)}</th>
              <th scope="col">{title}</th>
            </tr>
          </thead>
          <tbody>
            {bars.map(({ label, text }) => (
              <tr>
                <th scope="row">{label}</th>
                <td>{text}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}
