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

function Name({ measure: { code, title } }: { measure: Measure }) {
  return (
    <>
      {code && <span class="code">{code} </span>}
      {title}
    </>
  );
}

/** Each indicator over all units. */
export function TotalsTable({ totals, language }: { totals: FormTotals; language: Language }) {
  const t = speak(language);
  return (
    <section class="scroll" tabindex={0} aria-label={t(WORDS.totals)}>
      <table class="figures">
        <thead>
          <tr>
            <th scope="col">{t(WORDS.indicator)}</th>
            <th scope="col">{t(WORDS.measureUnit)}</th>
            <th scope="col">{t(WORDS.total)}</th>
            <th scope="col">{t(WORDS.given)}</th>
            <th scope="col">{t(WORDS.absent)}</th>
            <th scope="col">{t(WORDS.blank)}</th>
          </tr>
        </thead>
        <tbody>
          {totals.measures.map((measure) => (
            <tr>
              <th scope="row">
                <Name measure={measure} />
              </th>
              <td>{measure.unit}</td>
              <td>
                <strong>
                  <Figure value={measure.total ?? NONE} decimals={measure.decimals} language={language} />
                </strong>
              </td>
              <td>{measure.given}</td>
              <td>{measure.absent}</td>
              <td>{measure.blank}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Each indicator of each unit, and the way to the unit's report. */
export function UnitsTable({ totals, language }: { totals: FormTotals; language: Language }) {
  const t = speak(language);
  return (
    <section class="scroll" tabindex={0} aria-label={t(WORDS.byUnit)}>
      <table class="figures">
        <thead>
          <tr>
            <th scope="col">{t(WORDS.indicator)}</th>
            {totals.units.map(({ unit, name }) => (
              <th scope="col">
                <a href={`/desk/reports/${unit}/${totals.form}`}>{name}</a>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {totals.measures.map((measure) => (
            <tr>
              <th scope="row">
                <Name measure={measure} />
              </th>
              {totals.units.map(({ figures }) => (
                <td>
                  <Figure value={figures[measure.measure]} decimals={measure.decimals} language={language} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
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
