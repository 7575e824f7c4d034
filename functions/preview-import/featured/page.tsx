import type { FeaturedPreview } from '../../../schemas/contract/publication.ts';
import type { FeaturedActivity } from '../../../schemas/featured.ts';
import type { Session } from '../../../schemas/session.ts';
import type { Language } from '../../../schemas/text.ts';
import { COLUMNS } from '../../shared/featured/activity.ts';
import { FeaturedUpload } from '../../shared/featured/sheet-upload.tsx';
import { ErrorSummary } from '../../shared/page/error-summary.tsx';
import { FEATURED_WORDS, MODE_WORDS } from '../../shared/page/featured-words.ts';
import { page } from '../../shared/page/layout.tsx';
import { speak } from '../../shared/page/words.ts';
import type { Detail } from '../../shared/problems.ts';
import { CellErrors, Head } from '../../shared/workbook/cell-errors.tsx';

const WORDS = {
  title: { zh: '导入特色活动', en: 'Import featured activities' },
  found: { zh: '表格中的活动', en: 'Activities in the file' },
  wrong: {
    zh: '以下单元格有误，没有导入任何内容。请在表格中更正后重新上传。',
    en: 'These cells are wrong and nothing was imported. Correct them in the file and bring it again.',
  },
  add: { zh: '追加到列表', en: 'Add to the list' },
  replace: { zh: '替换整个列表', en: 'Replace the whole list' },
  back: { zh: '返回特色活动', en: 'Back to the featured activities' },
};

/** As the page takes rows that are pasted: every cell in quotes, so that breaks and tabs in it are its own. */
const asPasted = (activities: readonly FeaturedActivity[]): string =>
  activities
    .map((activity) => COLUMNS.map((column) => `"${activity[column].replaceAll('"', '""')}"`).join('\t'))
    .join('\n');

function Found({
  preview: { version, activities },
  language,
}: {
  preview: FeaturedPreview;
  language: Language;
}) {
  const t = speak(language);
  return (
    <form method="post" action="/featured">
      <h2>
        {t(WORDS.found)} ({activities.length})
      </h2>
      <table class="stack">
        <Head titles={COLUMNS.map((column) => FEATURED_WORDS[column])} language={language} />
        <tbody>
          {activities.map((activity) => (
            <tr>
              {COLUMNS.map((column) => {
                const text = column === 'mode' ? t(MODE_WORDS[activity.mode]) : activity[column];
                const title = t(FEATURED_WORDS[column]);
                return column === 'name' ? <th scope="row">{text}</th> : <td data-label={title}>{text}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <input type="hidden" name="version" value={String(version)} />
      <input type="hidden" name="text" value={asPasted(activities)} />
      <p class="buttons">
        <button type="submit" name="action" value="import">
          {t(WORDS.add)}
        </button>{' '}
        <button type="submit" class="secondary" name="action" value="replace">
          {t(WORDS.replace)}
        </button>
      </p>
    </form>
  );
}

/** What a spreadsheet of featured activities says, and what is wrong with it. */
export function featuredImportPage({
  session,
  language,
  preview,
  details = [],
}: {
  session: Session;
  language: Language;
  preview?: FeaturedPreview;
  details?: readonly Detail[];
}): string {
  const t = speak(language);
  const wrong = preview !== undefined && preview.errors.length > 0;
  return page({
    title: t(WORDS.title),
    language,
    session,
    error: wrong || details.length > 0,
    address: '/featured',
    children: (
      <>
        <ErrorSummary details={[...details]} language={language} />
        <h1>{t(WORDS.title)}</h1>
        {wrong && (
          <p class="notice" role="alert">
            {t(WORDS.wrong)}
          </p>
        )}
        {preview && !wrong && <Found preview={preview} language={language} />}
        {wrong && <CellErrors errors={preview.errors} language={language} />}
        <FeaturedUpload language={language} />
        <p>
          <a href="/featured">{t(WORDS.back)}</a>
        </p>
      </>
    ),
  });
}
