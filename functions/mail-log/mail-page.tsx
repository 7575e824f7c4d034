import type { Child } from 'hono/jsx';
import type { Campaign } from '../../schemas/campaign.ts';
import type { MailDetail } from '../../schemas/contract/mails.ts';
import { formOf } from '../../schemas/forms/index.ts';
import type { Session } from '../../schemas/session.ts';
import type { Language } from '../../schemas/text.ts';
import { timeText } from '../shared/page/dates.ts';
import { Facts } from '../shared/page/facts.tsx';
import { page } from '../shared/page/layout.tsx';
import { speak } from '../shared/page/words.ts';
import { whomOf } from './list-page.tsx';
import { FAILURE_WORDS, KIND_WORDS, MAIL_WORDS, STATE_HELP } from './words.ts';

const WORDS = {
  back: { zh: '返回邮件记录', en: 'Back to the mails' },
  kind: { zh: '类型', en: 'Kind' },
  whom: { zh: '收件单位', en: 'To' },
  form: { zh: '报表', en: 'Form' },
  reference: { zh: '受理编号', en: 'Reference number' },
  created: { zh: '生成时间', en: 'Queued' },
  sent: { zh: '发出时间', en: 'Sent' },
  state: { zh: '状态', en: 'State' },
  failure: { zh: '失败原因', en: 'Why it failed' },
  twice: {
    zh: '可能重复发送：一次发送未得到答复，系统又发了一次，收件人可能收到两封相同的邮件。',
    en: 'Possibly sent twice: one attempt got no answer, so it was sent again, and the reader may have two copies.',
  },
  again: { zh: '重发自', en: 'Sent again from' },
  by: { zh: '重发人', en: 'Sent again by' },
  addresses: { zh: '收件邮箱', en: 'Addresses' },
  address: { zh: '邮箱', en: 'Address' },
  at: { zh: '时间', en: 'Time' },
  reason: { zh: '对方答复', en: 'What the other side said' },
  notYet: { zh: '尚未发送。', en: 'It was not sent yet.' },
  resend: { zh: '重发这封邮件', en: 'Send this mail again' },
  resendHint: {
    zh: '将按当前的联系人和当前的内容重新发送，包括曾经退信的邮箱。',
    en: 'It goes to the contacts of today with what is on record today, to those that bounced before as well.',
  },
  sentAgain: { zh: '这封邮件已重发：', en: 'This mail was sent again: ' },
  newer: { zh: '查看重发的邮件', en: 'see the newer one' },
  words: { zh: '邮件内容', en: 'What it says' },
  now: {
    zh: '以下内容按当前记录生成；记录之后有变化的，与当时发出的可能不同。链接在此不可点击。',
    en: 'Made from what is on record now; what changed since it was sent shows here. Its links do nothing here.',
  },
  gone: { zh: '这封邮件所述的内容已无法显示。', en: 'What this mail tells of cannot be shown any more.' },
  subject: { zh: '主题', en: 'Subject' },
  files: { zh: '附件', en: 'Attached' },
  plain: { zh: '纯文本内容', en: 'As plain text' },
};

export interface MailPage {
  campaign: Campaign;
  mail: MailDetail;
  session: Session;
  language: Language;
}

function Addresses({ mail, campaign, language }: MailPage) {
  const t = speak(language);
  if (mail.to.length === 0) return <p>{t(WORDS.notYet)}</p>;
  return (
    <table class="stack">
      <caption>{t(WORDS.addresses)}</caption>
      <thead>
        <tr>
          {[WORDS.address, WORDS.state, WORDS.at, WORDS.reason].map((head) => (
            <th scope="col">{t(head)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {mail.to.map(({ address, state, at, reason }) => (
          <tr>
            <th scope="row">{address}</th>
            <td data-label={t(WORDS.state)}>
              <span class={`tag tag-${state}`}>{t(MAIL_WORDS[state])}</span>
            </td>
            <td data-label={t(WORDS.at)}>
              {at && <time datetime={at}>{timeText(campaign, at, language)}</time>}
            </td>
            <td data-label={t(WORDS.reason)}>{reason}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Having it sent again, or the way to the one that was. */
function Again({ mail, language }: MailPage) {
  const t = speak(language);
  if (mail.sentAgain !== undefined) {
    return (
      <p>
        {t(WORDS.sentAgain)}
        <a href={`/mails/${encodeURIComponent(mail.sentAgain)}`}>{t(WORDS.newer)}</a>
      </p>
    );
  }
  if (mail.state === 'queued' || mail.state === 'sending') return null;
  return (
    <form method="post" action={`/mails/${encodeURIComponent(mail.id)}/resend`}>
      <p>{t(WORDS.resendHint)}</p>
      <p class="buttons">
        <button type="submit" class="secondary">
          {t(WORDS.resend)}
        </button>
      </p>
    </form>
  );
}

function Words({ mail, language }: MailPage) {
  const t = speak(language);
  const { id, words } = mail;
  if (!words) return <p>{t(WORDS.gone)}</p>;
  const facts: [string, Child][] = [[t(WORDS.subject), words.subject]];
  if (words.files.length > 0) facts.push([t(WORDS.files), words.files.join(', ')]);
  return (
    <>
      <p>{t(WORDS.now)}</p>
      <Facts facts={facts} />
      <iframe class="mail" src={`/mails/${encodeURIComponent(id)}/html`} title={t(WORDS.words)} sandbox="" />
      <details>
        <summary>{t(WORDS.plain)}</summary>
        <pre class="mail">{words.text}</pre>
      </details>
    </>
  );
}

/** One mail: to whom it went, what became of it, what it says. */
export function mailPage(props: MailPage): string {
  const { campaign, mail, session, language } = props;
  const t = speak(language);
  const { kind, form, reference, createdAt, sentAt, state, failure, again } = mail;
  const help = STATE_HELP[state];
  const title = `${t(KIND_WORDS[kind])} ${timeText(campaign, createdAt, language)}`;
  const tag = (
    <>
      <span class={`tag tag-${state}`}>{t(MAIL_WORDS[state])}</span> {help && t(help)}
    </>
  );
  const facts: (readonly [string, Child])[] = [
    [t(WORDS.state), tag],
    ...(failure ? [[t(WORDS.failure), t(FAILURE_WORDS[failure])] as const] : []),
    [t(WORDS.kind), t(KIND_WORDS[kind])],
    [t(WORDS.whom), whomOf(campaign, mail, language)],
    ...(form ? [[t(WORDS.form), formOf(form)?.title[language] ?? form] as const] : []),
    ...(reference ? [[t(WORDS.reference), reference] as const] : []),
    [t(WORDS.created), timeText(campaign, createdAt, language)],
    ...(sentAt ? [[t(WORDS.sent), timeText(campaign, sentAt, language)] as const] : []),
    ...(again
      ? ([
          [t(WORDS.again), <a href={`/mails/${encodeURIComponent(again.of)}`}>{again.of}</a>],
          [t(WORDS.by), again.by],
        ] as const)
      : []),
  ];
  return page({
    title,
    language,
    session,
    at: '/mails/',
    children: (
      <>
        <p>
          <a href="/mails">{t(WORDS.back)}</a>
        </p>
        <h1>{title}</h1>
        <Facts facts={facts} />
        {mail.possiblyTwice && <p>{t(WORDS.twice)}</p>}
        <Addresses {...props} />
        <Again {...props} />
        <h2>{t(WORDS.words)}</h2>
        <Words {...props} />
      </>
    ),
  });
}
