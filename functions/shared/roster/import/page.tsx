import type { RosterDifference, RosterImportPreview } from '../../../../schemas/contract/roster-import.ts';
import type { Session } from '../../../../schemas/session.ts';
import type { Language } from '../../../../schemas/text.ts';
import { ErrorSummary } from '../../page/error-summary.tsx';
import { page } from '../../page/layout.tsx';
import { speak } from '../../page/words.ts';
import type { Detail } from '../../problems.ts';
import { CellErrors, Head } from '../../workbook/cell-errors.tsx';
import { SheetUpload } from '../../workbook/sheet-upload.tsx';
import { ACTIONS, IMPORT } from './words.ts';

export interface ImportPage {
  session: Session;
  language: Language;
  preview?: RosterImportPreview;
  /** Ticked before. */
  agreed?: readonly string[];
  details?: readonly Detail[];
}

function Details({ details, language }: Pick<RosterDifference, 'details'> & { language: Language }) {
  const colon = language === 'zh' ? '：' : ': ';
  return (
    <>
      {details.map(({ field, before, after }) => (
        <div>
          {field}
          {colon}
          {before && <del>{before}</del>} {after && <ins>{after}</ins>}
        </div>
      ))}
    </>
  );
}

function Changes({ changes, language }: { changes: readonly RosterDifference[]; language: Language }) {
  const t = speak(language);
  return (
    <table class="stack">
      <Head titles={[IMPORT.what, IMPORT.action, IMPORT.details]} language={language} />
      <tbody>
        {changes.map(({ what, action, title, details }) => (
          <tr>
            <th scope="row">
              {t(IMPORT[what])} {title}
            </th>
            <td data-label={t(IMPORT.action)}>{t(ACTIONS[action])}</td>
            <td data-label={t(IMPORT.details)}>
              <Details details={details} language={language} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Asking({
  changes,
  agreed,
  language,
}: {
  changes: readonly RosterDifference[];
  agreed: readonly string[];
  language: Language;
}) {
  const t = speak(language);
  return (
    <fieldset>
      <legend>{t(IMPORT.asks)}</legend>
      <p class="hint">{t(IMPORT.asksHint)}</p>
      {changes.map(({ id, what, action, title, details }, index) => (
        <div class="tick">
          <input
            type="checkbox"
            id={`agreed-${index}`}
            name="agreed"
            value={id}
            checked={agreed.includes(id)}
          />
          <label for={`agreed-${index}`}>
            {t(ACTIONS[action])} {t(IMPORT[what])} {title}
            <Details details={details} language={language} />
          </label>
        </div>
      ))}
    </fieldset>
  );
}

/** What a file would change, line by line, and the button that does it: the page carries the lines themselves. */
function Preview({
  preview: { version, lines, changes },
  agreed,
  language,
}: {
  preview: RosterImportPreview;
  agreed: readonly string[];
  language: Language;
}) {
  const t = speak(language);
  const [asking, plain] = [changes.filter(({ asks }) => asks), changes.filter(({ asks }) => !asks)];
  if (changes.length === 0) {
    return (
      <p class="notice" role="status">
        {t(IMPORT.nothing)}
      </p>
    );
  }
  return (
    <form method="post" action="/roster/import/apply">
      <h2>
        {t(IMPORT.changes)} ({changes.length})
      </h2>
      <input type="hidden" name="version" value={String(version)} />
      <input type="hidden" name="lines" value={JSON.stringify(lines)} />
      {plain.length > 0 && <Changes changes={plain} language={language} />}
      {asking.length > 0 && <Asking changes={asking} agreed={agreed} language={language} />}
      <p class="buttons">
        <button type="submit">{t(IMPORT.apply)}</button>
      </p>
    </form>
  );
}

/** Brings a spreadsheet to the roster: the file, what it would change, and what is wrong with it. */
export function importPage({ session, language, preview, agreed = [], details = [] }: ImportPage): string {
  const t = speak(language);
  const wrong = preview !== undefined && preview.errors.length > 0;
  return page({
    title: t(IMPORT.title),
    language,
    session,
    error: wrong || details.length > 0,
    children: (
      <>
        <ErrorSummary details={[...details]} language={language} />
        <h1>{t(IMPORT.title)}</h1>
        {wrong && (
          <p class="notice" role="alert">
            {t(IMPORT.wrong)}
          </p>
        )}
        {preview && !wrong && <Preview preview={preview} agreed={agreed} language={language} />}
        {wrong && <CellErrors errors={preview.errors} language={language} />}
        {!preview && <p>{t(IMPORT.intro)}</p>}
        <SheetUpload
          action="/roster/import"
          template="/roster/template.xlsx"
          words={IMPORT}
          language={language}
        />
        <p>
          <a href="/roster">{t(IMPORT.back)}</a>
        </p>
      </>
    ),
  });
}
