import type { Campaign } from '../../schemas/campaign.ts';
import type { PersonalDataView } from '../../schemas/contract/personal-data.ts';
import { showDate } from '../../schemas/fields/date.ts';
import type { Session } from '../../schemas/session.ts';
import type { Language } from '../../schemas/text.ts';
import { FindingText } from '../shared/fields/frame.tsx';
import { Labelled, labelledAttributes } from '../shared/fields/labelled.tsx';
import { ErrorSummary, idOf } from '../shared/page/error-summary.tsx';
import { Facts } from '../shared/page/facts.tsx';
import { page } from '../shared/page/layout.tsx';
import { speak } from '../shared/page/words.ts';
import type { Detail } from '../shared/problems.ts';
import { StaysTable } from './stays.tsx';

const WORDS = {
  title: { zh: '个人信息', en: 'Personal data' },
  purpose: { zh: '用途', en: 'Used for' },
  until: { zh: '保存至', en: 'Kept until' },
  kept: { zh: '到期清除的内容', en: 'What is erased then' },
  form: { zh: '报表', en: 'Form' },
  reports: { zh: '涉及报表', en: 'Reports' },
  answers: { zh: '姓名、电话、邮箱等', en: 'Names, phones, addresses' },
  submitters: { zh: '历次报送的填报账号', en: 'Addresses that revisions were submitted from' },
  names: {
    zh: '名册中联系人的姓名（邮箱保留，用于登录）',
    en: 'Names on the roster (addresses stay, for signing in)',
  },
  former: { zh: '历任联系人', en: 'Former contacts' },
  limits: {
    zh: '到期后不会自动清除：由主管部门在此页清除，届时系统会发邮件提醒。',
    en: 'Nothing is erased by itself: the lead office does it on this page, and is reminded by a mail.',
  },
  erase: { zh: '清除', en: 'Erase' },
  confirm: {
    zh: '确认清除“到期清除的内容”所列各项，清除后无法恢复',
    en: 'Erase all that is listed under “What is erased then”; it cannot be undone',
  },
  tooEarly: { zh: '保存期满后可在此清除。', en: 'It can be erased here once that day has passed.' },
  done: { zh: '已清除。', en: 'Erased.' },
  left: {
    zh: '部分内容刚被他人修改，尚未清除，请再清除一次。',
    en: 'Some of it was changed by others meanwhile and is not erased yet. Erase again.',
  },
  person: { zh: '导出某人的信息', en: 'Export what is kept of a person' },
  who: { zh: '邮箱、姓名或电话', en: 'Address, name or phone' },
  find: { zh: '查找', en: 'Find' },
  correct: {
    zh: '更正：联系人的姓名和邮箱在“单位名册”中修改；报表中的内容请退回该报表，由填报单位更正后重新报送。',
    en: 'To correct it: change names and addresses of contacts in the roster; return a report, and its unit corrects what is in it.',
  },
};

export const NOT_CONFIRMED: Detail = {
  pointer: '/confirm',
  severity: 'blocking',
  code: 'required',
  message: { zh: '请先勾选确认，再清除。', en: 'Tick the box to confirm before anything is erased.' },
};

export const NOBODY: Detail = {
  pointer: '/who',
  severity: 'blocking',
  code: 'required',
  message: {
    zh: '请填写邮箱、姓名或电话，2到200字。',
    en: 'Enter an address, a name or a phone number of 2 to 200 characters.',
  },
};

/** What a post came to. */
export interface Told {
  /** An erasure has just run. */
  done?: { left: number };
  details?: Detail[];
  /** Who was looked for. */
  who?: string;
}

interface PersonalDataPage extends Told {
  campaign: Campaign;
  view: PersonalDataView;
  session: Session;
  language: Language;
}

function Kept({ view, language }: Pick<PersonalDataPage, 'view' | 'language'>) {
  const t = speak(language);
  return (
    <>
      <table class="stack">
        <thead>
          <tr>
            <th scope="col">{t(WORDS.form)}</th>
            <th scope="col">{t(WORDS.reports)}</th>
            <th scope="col">{t(WORDS.answers)}</th>
          </tr>
        </thead>
        <tbody>
          {view.forms.map(({ title, reports, answers }) => (
            <tr>
              <th scope="row">{title}</th>
              <td data-label={t(WORDS.reports)}>{reports}</td>
              <td data-label={t(WORDS.answers)}>{answers}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Facts
        facts={(['submitters', 'names', 'former'] as const).map((what) => [t(WORDS[what]), view[what]])}
      />
    </>
  );
}

/** What is kept of people and until when; after that day, the button that erases it. */
export function personalDataPage(props: PersonalDataPage): string {
  const { campaign, view, session, language, done, details = [], who = '' } = props;
  const sought = { name: 'who', details };
  const unconfirmed = details.find(({ pointer }) => pointer === NOT_CONFIRMED.pointer);
  const t = speak(language);
  return page({
    title: t(WORDS.title),
    language,
    session,
    error: details.length > 0,
    address: '/personal-data',
    children: (
      <>
        <ErrorSummary details={details} language={language} />
        <p class="caption">{t(campaign.title)}</p>
        <h1>{t(WORDS.title)}</h1>
        {done && (
          <p class="notice" role="status">
            {t(done.left > 0 ? WORDS.left : WORDS.done)}
          </p>
        )}
        <Facts
          facts={[
            [t(WORDS.purpose), t(campaign.personalData.purpose)],
            [t(WORDS.until), showDate(view.until, language)],
          ]}
        />
        <h2>{t(WORDS.kept)}</h2>
        <Kept view={view} language={language} />
        <StaysTable stays={view.stays} language={language} />
        <p class="hint">{t(WORDS.limits)}</p>
        {view.erasable ? (
          <form method="post" action="/personal-data/erasure" novalidate>
            <div class={unconfirmed ? 'field field-error' : 'field'}>
              {unconfirmed && <FindingText finding={unconfirmed} id={idOf('/confirm')} language={language} />}
              <div class="tick">
                <input
                  type="checkbox"
                  {...labelledAttributes({ name: 'confirm', details })}
                  value="yes"
                  aria-required="true"
                />
                <label for={idOf('/confirm')}>{t(WORDS.confirm)}</label>
              </div>
            </div>
            <p class="buttons">
              <button type="submit">{t(WORDS.erase)}</button>
            </p>
          </form>
        ) : (
          <p>{t(WORDS.tooEarly)}</p>
        )}
        <h2>{t(WORDS.person)}</h2>
        <form method="post" action="/personal-data/person" novalidate>
          <Labelled {...sought} label={WORDS.who} language={language}>
            <input {...labelledAttributes(sought)} type="text" value={who} aria-required="true" />
          </Labelled>
          <p class="buttons">
            <button type="submit">{t(WORDS.find)}</button>
          </p>
        </form>
        <p>{t(WORDS.correct)}</p>
      </>
    ),
  });
}
