import type { Campaign } from '../../schemas/campaign.ts';
import type { RemindersView } from '../../schemas/contract/reminders.ts';
import type { Session } from '../../schemas/session.ts';
import type { Language } from '../../schemas/text.ts';
import { fromNow } from '../shared/page/dates.ts';
import { Facts } from '../shared/page/facts.tsx';
import { page } from '../shared/page/layout.tsx';
import { speak } from '../shared/page/words.ts';
import { type Chosen, chosenAddress, isLately } from './chosen.ts';
import type { Previews } from './preview.ts';

const WORDS = {
  title: { zh: '核对催报邮件', en: 'Look at the mails' },
  back: { zh: '返回修改', en: 'Go back and change' },
  whom: {
    zh: (count: number) => `将向以下${count}个单位各发送一封邮件：`,
    en: (count: number) => (count === 1 ? 'This unit gets a mail:' : `These ${count} units get a mail each:`),
  },
  lately: {
    zh: (count: number) => `其中${count}个单位在6小时内已收到催报，确定要再次发送吗？`,
    en: (count: number) =>
      `Of these, ${count} got a reminder within the last 6 hours. Do you mean to send another?`,
  },
  unit: { zh: '单位', en: 'Unit' },
  forms: { zh: '未报送的报表', en: 'Forms owed' },
  to: { zh: '收件邮箱', en: 'Addresses' },
  nowhere: {
    zh: '没有可送达的邮箱，请在“单位名册”中核对',
    en: 'No address can be reached: look at the roster',
  },
  last: { zh: '上次催报', en: 'Last reminded' },
  mail: {
    zh: (name: string) => `邮件内容（以${name}为例）`,
    en: (name: string) => `What the mail says (here to ${name})`,
  },
  subject: { zh: '主题', en: 'Subject' },
  files: { zh: '附件', en: 'Attached' },
  send: {
    zh: (count: number) => `发送催报（${count}个单位）`,
    en: (count: number) => `Send to ${count === 1 ? 'this unit' : `these ${count} units`}`,
  },
};

export interface CheckPage extends Previews {
  campaign: Campaign;
  view: RemindersView;
  session: Session;
  language: Language;
  /** One chase: posted twice it is done once. */
  key: string;
  chosen: Chosen;
  now: Date;
}

function Whom({ units, view, now, language }: CheckPage) {
  const t = speak(language);
  const last = new Map(view.owing.map(({ unit, remindedAt }) => [unit, remindedAt]));
  return (
    <table class="stack">
      <thead>
        <tr>
          {[WORDS.unit, WORDS.forms, WORDS.to, WORDS.last].map((head) => (
            <th scope="col">{t(head)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {units.map(({ unit, owed, to }) => {
          const at = last.get(unit.id);
          return (
            <tr>
              <th scope="row">{t(unit.name)}</th>
              <td data-label={t(WORDS.forms)}>
                {owed.map(({ form }) => t(form.short)).join(language === 'zh' ? '、' : ', ')}
              </td>
              <td data-label={t(WORDS.to)}>{to.join(', ') || t(WORDS.nowhere)}</td>
              <td data-label={t(WORDS.last)}>{at ? fromNow(at, now, language) : '–'}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** To whom a reminder would go and what it would say; its button sends it. */
export function checkPage(props: CheckPage): string {
  const { campaign, units, example, view, session, language, key, chosen, now } = props;
  const t = speak(language);
  const named = units.map(({ unit }) => unit.id);
  const lately = view.owing.filter(
    ({ unit, remindedAt }) => named.includes(unit) && isLately(remindedAt, now),
  ).length;
  return page({
    title: t(WORDS.title),
    language,
    session,
    at: '/reminders/',
    query: { check: '', units: chosen.units, forms: chosen.forms },
    children: (
      <>
        <p>
          <a href={chosenAddress(chosen)}>{t(WORDS.back)}</a>
        </p>
        <p class="caption">{t(campaign.title)}</p>
        <h1>{t(WORDS.title)}</h1>
        {lately > 0 && <p class="warning">{WORDS.lately[language](lately)}</p>}
        <p>{WORDS.whom[language](units.length)}</p>
        <Whom {...props} />
        <form method="post" action="/reminders">
          <input type="hidden" name="key" value={key} />
          {named.map((unit) => (
            <input type="hidden" name="units" value={unit} />
          ))}
          {chosen.forms?.map((form) => (
            <input type="hidden" name="forms" value={form} />
          ))}
          <p class="buttons">
            <button type="submit">{WORDS.send[language](units.length)}</button>
          </p>
        </form>
        {example && units[0] && (
          <>
            <h2>{WORDS.mail[language](t(units[0].unit.name))}</h2>
            <Facts
              facts={[
                [t(WORDS.subject), example.subject],
                [t(WORDS.files), (example.enclosures ?? []).map(({ name }) => name).join(', ') || '–'],
              ]}
            />
            <pre class="mail">{example.text}</pre>
          </>
        )}
      </>
    ),
  });
}
