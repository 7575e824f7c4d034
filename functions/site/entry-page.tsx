import type { Campaign } from '../../schemas/campaign.ts';
import type { FeaturedActivity } from '../../schemas/featured.ts';
import { showDate } from '../../schemas/fields/date.ts';
import type { Form } from '../../schemas/form.ts';
import type { Notice } from '../../schemas/notice.ts';
import type { Language, Text } from '../../schemas/text.ts';
import { deadlineText } from '../shared/page/dates.ts';
import { Facts } from '../shared/page/facts.tsx';
import { page } from '../shared/page/layout.tsx';
import { Time } from '../shared/page/time.tsx';
import { Featured, NoticeText } from './announcements.tsx';

const WORDS = {
  theme: { zh: '活动主题', en: 'Theme' },
  week: { zh: '活动时间', en: 'When' },
  to: { zh: '至', en: 'to' },
  intro: {
    zh: '各填报单位在此填报、上传材料并取得回执；主管部门在此查看进度、审核和归档。',
    en: 'Reporting units fill in their reports here, upload files and get a receipt. The offices follow the progress, review and archive.',
  },
  warning: {
    zh: '本系统为非涉密系统，严禁上传、填报涉密信息。报送前请完成保密审查。',
    en: 'This system is not for classified information: never enter or upload any. Complete the secrecy review before you report.',
  },
  warningTitle: { zh: '重要提示', en: 'Important' },
  forms: { zh: '需要报送的报表', en: 'What to report' },
  form: { zh: '报表', en: 'Form' },
  who: { zh: '填报单位', en: 'Who reports' },
  due: { zh: '截止时间', en: 'Due' },
  required: { zh: '必报', en: 'required' },
  optional: { zh: '自愿', en: 'optional' },
  signIn: { zh: '登录', en: 'Sign in' },
  code: {
    zh: '不需要密码：用已登记的邮箱接收6位数字验证码。',
    en: 'There is no password: a code of six digits comes to the registered address.',
  },
  signedIn: { zh: '已登录？', en: 'Signed in already?' },
  reports: { zh: '我的报表（填报单位）', en: 'My reports (reporting units)' },
  desk: { zh: '报送进度（主管部门）', en: 'Progress (offices)' },
  activities: { zh: '特色活动与开放活动', en: 'Activities and open days' },
  openDays: {
    zh: '查询向公众开放的科研机构和大学',
    en: 'Find institutes and universities that open to the public',
  },
  how: { zh: '怎样报送', en: 'How to report' },
  api: { zh: '接口文档（OpenAPI）', en: 'For programs: the API (OpenAPI)' },
};

const STEPS: Text[] = [
  {
    zh: '登录后选择报表，在线填写，随时可以暂存。',
    en: 'Sign in, choose a form and fill it in. Save as often as you like.',
  },
  {
    zh: '上传附件：文档不超过100 MB，图片不超过50 MB，视频不超过2 GB。',
    en: 'Upload files: documents up to 100 MB, pictures up to 50 MB, videos up to 2 GB.',
  },
  {
    zh: '核对全部内容后提交，取得受理编号；回执同时发到邮箱。',
    en: 'Check everything and submit. You get a reference number, and a receipt by e-mail.',
  },
  {
    zh: '审核通过前可以修改后重新报送；退回修改时会有邮件通知。',
    en: 'Until it is accepted you may correct it and submit again. A mail tells you if it is returned.',
  },
];

/** 各市（地）（必报）、成员单位（自愿） */
function whoReports(campaign: Campaign, form: string, language: Language): string {
  const owed = campaign.requests.find((request) => request.form === form)?.owed ?? {};
  return Object.entries(owed)
    .filter(([, obligation]) => obligation !== 'none')
    .map(([group, obligation]) => {
      const name = campaign.groups[group]?.[language] ?? group;
      const must = WORDS[obligation === 'required' ? 'required' : 'optional'][language];
      return language === 'zh' ? `${name}（${must}）` : `${name} (${must})`;
    })
    .join(language === 'zh' ? '、' : ', ');
}

export interface EntryPage {
  campaign: Campaign;
  asked: { form: Form; due: Date }[];
  featured: readonly FeaturedActivity[];
  notice: Notice | undefined;
  language: Language;
}

export function entryPage({ campaign, asked, featured, notice, language }: EntryPage): string {
  const t = (text: Text) => text[language];
  const { from, to } = campaign.week;
  const publishes = asked.some(({ form }) => form.publication);
  return page({
    title: t(campaign.title),
    language,
    children: (
      <>
        <h1>{t(campaign.title)}</h1>
        <p class="lead">{t(WORDS.intro)}</p>
        <section class="warning" aria-label={t(WORDS.warningTitle)}>
          <strong>{t(WORDS.warning)}</strong>
        </section>
        <Facts
          facts={[
            [t(WORDS.theme), t(campaign.theme)],
            [t(WORDS.week), `${showDate(from, language)} ${t(WORDS.to)} ${showDate(to, language)}`],
          ]}
        />
        <p class="buttons">
          <a class="button" href="/sign-in">
            {t(WORDS.signIn)}
          </a>
        </p>
        <p class="hint">{t(WORDS.code)}</p>
        <p>
          {t(WORDS.signedIn)} <a href="/reports">{t(WORDS.reports)}</a> · <a href="/desk">{t(WORDS.desk)}</a>
        </p>
        <h2>{t(WORDS.forms)}</h2>
        <table class="stack">
          <thead>
            <tr>
              <th scope="col">{t(WORDS.form)}</th>
              <th scope="col">{t(WORDS.who)}</th>
              <th scope="col">{t(WORDS.due)}</th>
            </tr>
          </thead>
          <tbody>
            {asked.map(({ form, due }) => (
              <tr>
                <th scope="row">{t(form.title)}</th>
                <td data-label={t(WORDS.who)}>{whoReports(campaign, form.id, language)}</td>
                <td data-label={t(WORDS.due)}>
                  <Time campaign={campaign} at={due} language={language} as={deadlineText} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {notice && <NoticeText notice={notice} language={language} />}
        {(featured.length > 0 || publishes) && <h2 id="activities">{t(WORDS.activities)}</h2>}
        {featured.length > 0 && <Featured activities={featured} language={language} />}
        {publishes && (
          <p>
            <a href="/open-days">{t(WORDS.openDays)}</a>
          </p>
        )}
        <h2>{t(WORDS.how)}</h2>
        <ol>
          {STEPS.map((step) => (
            <li>{t(step)}</li>
          ))}
        </ol>
        <p>
          <a href="/openapi.json">{t(WORDS.api)}</a>
        </p>
      </>
    ),
  });
}
