import { type Campaign, everyUnit } from '../../schemas/campaign.ts';
import type { PersonExport } from '../../schemas/contract/personal-data.ts';
import type { Form } from '../../schemas/form.ts';
import type { Session } from '../../schemas/session.ts';
import type { Language } from '../../schemas/text.ts';
import { Facts } from '../shared/page/facts.tsx';
import { page } from '../shared/page/layout.tsx';
import { speak } from '../shared/page/words.ts';

const WORDS = {
  title: { zh: '导出某人的信息', en: 'Export what is kept of a person' },
  who: { zh: '查找', en: 'Looked for' },
  contacts: { zh: '名册中的联系人', en: 'Contacts on the roster' },
  former: { zh: '历任联系人', en: 'Former contacts' },
  events: { zh: '操作日志（最近400天）', en: 'Audit log (the last 400 days)' },
  mails: { zh: '收到的邮件', en: 'Mails sent to it' },
  unit: { zh: '报送单位', en: 'Reporting unit' },
  form: { zh: '报表', en: 'Form' },
  answers: { zh: '填写的信息（处）', en: 'Answers' },
  sent: { zh: '由其报送的次数', en: 'Revisions submitted by them' },
  none: {
    zh: '没有找到。请填写完整的邮箱、姓名或电话。',
    en: 'Nothing was found. Give the whole address, name or phone number.',
  },
  check: {
    zh: '同名的人无法区分：请先核对以上各项确属此人，再下载并交给本人。',
    en: 'People of the same name cannot be told apart: make sure that all this is theirs before you hand it out.',
  },
  byAddress: {
    zh: '操作日志和邮件只能按邮箱查找。',
    en: 'The audit log and the mails are found by an address only.',
  },
  download: { zh: '下载（JSON）', en: 'Download (JSON)' },
  back: { zh: '返回', en: 'Back' },
};

interface MatchesPage {
  campaign: Campaign;
  forms: readonly Form[];
  found: PersonExport;
  session: Session;
  language: Language;
}

function Reports({ campaign, forms, found, language }: MatchesPage) {
  const t = speak(language);
  const reports = [...Map.groupBy(found.reports, ({ unit, form }) => `${unit} ${form}`).values()];
  if (reports.length === 0) return null;
  const nameOf = (id: string) => everyUnit(campaign).find((unit) => unit.id === id)?.name[language] ?? id;
  const titleOf = (id: string) => forms.find((form) => form.id === id)?.short[language] ?? id;
  return (
    <table class="stack">
      <thead>
        <tr>
          {[WORDS.unit, WORDS.form, WORDS.answers, WORDS.sent].map((head) => (
            <th scope="col">{t(head)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {reports.map((all) => (
          <tr>
            <th scope="row">{nameOf(all[0]?.unit ?? '')}</th>
            <td data-label={t(WORDS.form)}>{titleOf(all[0]?.form ?? '')}</td>
            <td data-label={t(WORDS.answers)}>{all.reduce((sum, { answers }) => sum + answers.length, 0)}</td>
            <td data-label={t(WORDS.sent)}>
              {all.filter(({ submittedBy }) => submittedBy !== undefined).length}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What was found of a person and where, before the file with it is handed out. */
export function matchesPage(props: MatchesPage): string {
  const { campaign, found, session, language } = props;
  const t = speak(language);
  const { contacts, former, events, mails, reports } = found;
  const nothing = [contacts.length, former.length, events.count, mails.count, reports.length].every(
    (n) => n === 0,
  );
  return page({
    title: t(WORDS.title),
    language,
    session,
    children: (
      <>
        <p class="caption">{t(campaign.title)}</p>
        <h1>{t(WORDS.title)}</h1>
        <Facts
          facts={[
            [t(WORDS.who), found.who],
            [t(WORDS.contacts), contacts.length],
            [t(WORDS.former), former.length],
            [t(WORDS.events), events.count],
            [t(WORDS.mails), mails.count],
          ]}
        />
        <Reports {...props} />
        {!found.who.includes('@') && <p class="hint">{t(WORDS.byAddress)}</p>}
        {nothing ? (
          <p class="notice">{t(WORDS.none)}</p>
        ) : (
          <form method="post" action="/personal-data/person">
            <p>{t(WORDS.check)}</p>
            <input type="hidden" name="who" value={found.who} />
            <input type="hidden" name="download" value="yes" />
            <p class="buttons">
              <button type="submit">{t(WORDS.download)}</button>
            </p>
          </form>
        )}
        <p>
          <a href="/personal-data">{t(WORDS.back)}</a>
        </p>
      </>
    ),
  });
}
