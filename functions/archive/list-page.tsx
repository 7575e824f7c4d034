import type { Archive } from '../../schemas/archive.ts';
import type { Session } from '../../schemas/session.ts';
import { sizeText } from '../../schemas/size-text.ts';
import type { Language } from '../../schemas/text.ts';
import { sizeOf } from '../shared/archives/jobs.ts';
import { ErrorSummary } from '../shared/page/error-summary.tsx';
import { page } from '../shared/page/layout.tsx';
import { Time } from '../shared/page/time.tsx';
import { speak } from '../shared/page/words.ts';
import type { Detail } from '../shared/problems.ts';
import { ChoiceForm } from './choice-form.tsx';
import { hasExpired } from './view.ts';
import { JOB_WORDS } from './words.ts';

const WORDS = {
  title: { zh: '归档下载', en: 'Archives' },
  list: { zh: '已生成的归档', en: 'Archives so far' },
  none: { zh: '尚未生成过归档。', en: 'No archive was built yet.' },
  requestedAt: { zh: '申请时间', en: 'Asked for at' },
  requestedBy: { zh: '申请人', en: 'Asked for by' },
  state: { zh: '状态', en: 'State' },
  size: { zh: '大小', en: 'Size' },
  expires: { zh: '保留至', en: 'Kept until' },
};

export interface ListPage extends Omit<ChoiceForm, 'language'> {
  archives: readonly Archive[];
  details: Detail[];
  session: Session;
  language: Language;
  now: Date;
}

function Line({
  archive,
  campaign,
  now,
  language,
}: Pick<ListPage, 'campaign' | 'now' | 'language'> & { archive: Archive }) {
  const t = speak(language);
  const { id, requestedAt, requestedBy, expiresAt } = archive;
  const size = sizeOf(archive);
  const state = hasExpired(archive, now) ? 'expired' : archive.state;
  return (
    <tr>
      <th scope="row">
        <a href={`/archives/${id}`}>
          <Time campaign={campaign} at={requestedAt} language={language} />
        </a>
      </th>
      <td data-label={t(WORDS.requestedBy)}>{requestedBy}</td>
      <td data-label={t(WORDS.state)}>
        <span class={`tag tag-${state}`}>{t(JOB_WORDS[state])}</span>
      </td>
      <td data-label={t(WORDS.size)}>{size !== undefined && sizeText(size)}</td>
      <td data-label={t(WORDS.expires)}>
        {expiresAt !== undefined && <Time campaign={campaign} at={expiresAt} language={language} />}
      </td>
    </tr>
  );
}

/** What can be archived, and the archives so far. */
export function listPage(props: ListPage): string {
  const { campaign, archives, details, session, language, now } = props;
  const t = speak(language);
  const heads = [WORDS.requestedAt, WORDS.requestedBy, WORDS.state, WORDS.size, WORDS.expires];
  return page({
    title: t(WORDS.title),
    language,
    session,
    at: '/archives',
    error: details.length > 0,
    children: (
      <>
        <ErrorSummary details={details} language={language} />
        <p class="caption">{t(campaign.title)}</p>
        <h1>{t(WORDS.title)}</h1>
        <h2>{t(WORDS.list)}</h2>
        {archives.length === 0 ? (
          <p>{t(WORDS.none)}</p>
        ) : (
          <table class="stack">
            <thead>
              <tr>
                {heads.map((head) => (
                  <th scope="col">{t(head)}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {archives.map((archive) => (
                <Line archive={archive} campaign={campaign} now={now} language={language} />
              ))}
            </tbody>
          </table>
        )}
        <ChoiceForm {...props} />
      </>
    ),
  });
}
