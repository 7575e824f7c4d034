import type { Language } from '../../../schemas/text.ts';
import type { Detail } from '../problems.ts';
import { speak } from './words.ts';

const WORDS = { title: { zh: '请先处理以下问题', en: 'There is a problem' } };

/** The id of the control that a pointer names, so that the summary's lines and the labels find it. */
export const idOf = (pointer: string): string => `f${pointer.replaceAll('/', '-')}`;

/** First in `main`: every line leads to its field. Pages focus it by `autofocus`, without script. */
export function ErrorSummary({ details, language }: { details: readonly Detail[]; language: Language }) {
  if (details.length === 0) return null;
  return (
    <section class="error-summary" role="alert" aria-labelledby="error-title" tabindex={-1} autofocus>
      <h2 id="error-title">{speak(language)(WORDS.title)}</h2>
      <ul>
        {details.map(({ pointer, message }) => (
          <li>
            {pointer === '' ? message[language] : <a href={`#${idOf(pointer)}`}>{message[language]}</a>}
          </li>
        ))}
      </ul>
    </section>
  );
}
