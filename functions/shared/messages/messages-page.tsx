import type { Session } from '../../../schemas/session.ts';
import { TextBox } from '../fields/labelled.tsx';
import { postedAs } from '../http/page-of.ts';
import { ErrorSummary } from '../page/error-summary.tsx';
import { page } from '../page/layout.tsx';
import { speak } from '../page/words.ts';
import type { Detail } from '../problems.ts';
import { ConversationList, type ConversationProps } from './conversation.tsx';

const WORDS = {
  title: { zh: '留言', en: 'Messages' },
  none: { zh: '还没有留言。', en: 'Nothing has been written yet.' },
  write: { zh: '写留言', en: 'Write a message' },
  hint: {
    zh: '对方会收到邮件通知，留言随报表保存，最多2000字。',
    en: 'The other side is told by mail; messages are kept with the report. At most 2,000 characters.',
  },
  send: { zh: '发送', en: 'Send' },
  sent: {
    zh: '留言已发送，对方将收到邮件通知。',
    en: 'Your message is sent; the other side is told by mail.',
  },
  back: { zh: '返回报表', en: 'Back to the report' },
};

export interface MessagesPage extends ConversationProps {
  session: Session;
  /** The report's own page. */
  report: string;
  query?: string | undefined;
  /** The key of the message that is written here: made when the page is drawn, so that a page says a thing once. */
  key: string;
  sent?: boolean;
  typed?: string;
  details?: readonly Detail[];
}

/** The conversation about a report, for either side, and the means to go on with it. */
export function messagesPage(props: MessagesPage): string {
  const { form, unit, messages, session, language, report, query, key, sent = false, typed = '' } = props;
  const t = speak(language);
  const details = [...(props.details ?? [])];
  const search = query ? `?${query}` : '';
  const post = `${report}/messages${search}`;
  const title = `${t(WORDS.title)} – ${t(unit.name)} ${t(form.short)}`;
  return page({
    title,
    language,
    session,
    at: session.role === 'unit' ? '/reports/' : '/desk/',
    error: details.length > 0,
    query: Object.fromEntries(new URLSearchParams(query)),
    children: (
      <>
        <ErrorSummary details={details} language={language} />
        {sent && (
          <p class="notice" role="status">
            {t(WORDS.sent)}
          </p>
        )}
        <p class="caption">{t(form.title)}</p>
        <h1>{title}</h1>
        <p>
          <a href={`${report}${search}`}>{t(WORDS.back)}</a>
        </p>
        {messages.length === 0 ? <p>{t(WORDS.none)}</p> : <ConversationList {...props} />}
        <form
          method="post"
          action={session.unit === undefined ? post : postedAs(session.unit, post)}
          novalidate
        >
          <input type="hidden" name="key" value={key} />
          <TextBox
            name="message"
            label={WORDS.write}
            hint={WORDS.hint}
            details={details}
            language={language}
            rows={5}
            value={typed}
            required
          />
          <p class="buttons">
            <button type="submit">{t(WORDS.send)}</button>
          </p>
        </form>
      </>
    ),
  });
}
