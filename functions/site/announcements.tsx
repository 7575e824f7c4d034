import { FeaturedActivity } from '../../schemas/featured.ts';
import { showDate } from '../../schemas/fields/date.ts';
import type { Notice } from '../../schemas/notice.ts';
import type { Language } from '../../schemas/text.ts';
import { FEATURED_WORDS, MODE_WORDS } from '../shared/page/featured-words.ts';
import { speak } from '../shared/page/words.ts';

const WORDS = { read: { zh: '阅读通知全文', en: 'Read it' } };

/** The notice; long, so it opens when it is wanted. */
export function NoticeText({ notice, language }: { notice: Notice; language: Language }) {
  const t = speak(language);
  return (
    <>
      <h2>{t(notice.title)}</h2>
      <p class="hint">
        {t(notice.issuedBy)} {showDate(notice.issued, language)}
      </p>
      <details>
        <summary>{t(WORDS.read)}</summary>
        {notice.paragraphs[language].map((paragraph) => (
          <p>{paragraph}</p>
        ))}
      </details>
    </>
  );
}

const COLUMNS = FeaturedActivity.keyof().options.filter((column) => column !== 'name');

/** The featured activities, in the words of the lead office. */
export function Featured({
  activities,
  language,
}: {
  activities: readonly FeaturedActivity[];
  language: Language;
}) {
  const t = speak(language);
  return (
    <table class="stack">
      <thead>
        <tr>
          <th scope="col">{t(FEATURED_WORDS.name)}</th>
          {COLUMNS.map((column) => (
            <th scope="col">{t(FEATURED_WORDS[column])}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {activities.map((activity) => (
          <tr>
            <th scope="row">{activity.name}</th>
            {COLUMNS.map((column) => (
              <td data-label={t(FEATURED_WORDS[column])}>
                {column === 'mode' ? t(MODE_WORDS[activity.mode]) : activity[column]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
