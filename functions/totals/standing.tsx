import type { FormTotals } from '../../schemas/contract/totals.ts';
import type { Language } from '../../schemas/text.ts';
import { speak } from '../shared/page/words.ts';
import { STATE_WORDS } from '../shared/state-words.ts';
import { WORDS } from './words.ts';

interface Props {
  totals: FormTotals;
  language: Language;
}

/** Who is not in the totals, and who is though nobody has accepted it yet. */
export function Standing({ totals, language }: Props) {
  const t = speak(language);
  const comma = language === 'zh' ? '、' : ', ';
  const provisional = totals.units.filter(({ state }) => state !== 'accepted');
  return (
    <>
      <h2>
        {t(WORDS.missing)} <span class="count">{totals.missing.length}</span>
      </h2>
      <p>
        {totals.missing.length === 0 ? t(WORDS.complete) : totals.missing.map(({ name }) => name).join(comma)}
      </p>
      {provisional.length > 0 && (
        <>
          <h2>
            {t(WORDS.notAccepted)} <span class="count">{provisional.length}</span>
          </h2>
          <ul>
            {provisional.map(({ unit, name, state }) => (
              <li>
                <a href={`/desk/reports/${unit}/${totals.form}`}>{name}</a>{' '}
                <span class={`tag tag-${state}`}>{t(STATE_WORDS[state])}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

/** Figures that do not balance, by unit, with what the unit says of them. */
export function Problems({ totals, language }: Props) {
  const t = speak(language);
  return (
    <>
      <h2>
        {t(WORDS.problems)} <span class="count">{totals.problems.length}</span>
      </h2>
      {totals.problems.length === 0 ? (
        <p>{t(WORDS.sound)}</p>
      ) : (
        <table class="stack">
          <thead>
            <tr>
              <th scope="col">{t(WORDS.unit)}</th>
              <th scope="col">{t(WORDS.problem)}</th>
              <th scope="col">{t(WORDS.explanation)}</th>
            </tr>
          </thead>
          <tbody>
            {totals.problems.map(({ unit, name, message, explanation }) => (
              <tr>
                <th scope="row">
                  <a href={`/desk/reports/${unit}/${totals.form}`}>{name}</a>
                </th>
                <td data-label={t(WORDS.problem)}>{message}</td>
                <td data-label={t(WORDS.explanation)}>{explanation ?? t(WORDS.noExplanation)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
