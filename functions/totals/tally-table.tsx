import type { FormTotals } from '../../schemas/contract/totals.ts';
import type { Language } from '../../schemas/text.ts';
import { speak } from '../shared/page/words.ts';
import { WORDS } from './words.ts';

/** How many rows each unit has in a list, by kind. */
export function TallyTable({
  tally,
  totals,
  language,
}: {
  tally: FormTotals['tallies'][number];
  totals: FormTotals;
  language: Language;
}) {
  const t = speak(language);
  const options = tally.by.flatMap((by) => by.options);
  return (
    <section class="scroll" tabindex={0} aria-label={tally.title}>
      <table class="figures">
        <caption>{tally.title}</caption>
        <thead>
          <tr>
            <th scope="col">{t(WORDS.unit)}</th>
            {options.map(({ label }) => (
              <th scope="col">{label}</th>
            ))}
            <th scope="col">{t(WORDS.total)}</th>
          </tr>
        </thead>
        <tbody>
          {totals.units.map(({ unit, name }) => (
            <tr>
              <th scope="row">
                <a href={`/desk/reports/${unit}/${totals.form}`}>{name}</a>
              </th>
              {options.map(({ units }) => (
                <td>{units[unit]}</td>
              ))}
              <td>{tally.units[unit]}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t(WORDS.total)}</th>
            {options.map(({ total }) => (
              <td>
                <strong>{total}</strong>
              </td>
            ))}
            <td>
              <strong>{tally.total}</strong>
            </td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
}
