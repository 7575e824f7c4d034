import type { Context } from 'hono';
import { type Campaign, knownUnitOf, type Unit } from '../../../schemas/campaign.ts';
import { type Conversation, MessageEntry, type Said } from '../../../schemas/contract/messages.ts';
import type { Form } from '../../../schemas/form.ts';
import type { Clock } from '../clock.ts';
import { type Env, wantsPage } from '../http/app.ts';
import { isFormPost, readBody, readFields } from '../http/body.ts';
import { PROBLEMS, Problem } from '../problems.ts';
import { newToken } from '../random.ts';
import type { ReportId } from '../records/keys.ts';
import { listMessages } from '../records/reports.ts';
import type { Table } from '../records/shapes.ts';
import { type MessagesPage, messagesPage } from './messages-page.tsx';
import { say } from './say.ts';
import { findTalk, markRead, readerOf } from './talk.ts';

interface Dependencies {
  table: Table;
  campaign: Campaign;
  clock: Clock;
}

/** A report that is talked about, and where its page is for whoever asks. */
export interface TalkedAbout extends ReportId {
  definition: Form;
  page: string;
  /** What its pages keep of how somebody came there. */
  query?: string;
}

const WRONG = {
  pointer: '/message',
  severity: 'blocking',
  code: 'invalid',
  message: { zh: '请填写留言，最多2000字。', en: 'Write a message of at most 2,000 characters.' },
} as const;

function draw(
  c: Context<Env>,
  { campaign }: Dependencies,
  about: TalkedAbout,
  messages: MessagesPage['messages'],
  more: Partial<MessagesPage> = {},
): string {
  const unit: Unit = knownUnitOf(campaign, about.unit) ?? {
    id: about.unit,
    name: { zh: about.unit, en: about.unit },
    group: '',
  };
  const { session, language } = c.var;
  const { definition: form, page: report, query } = about;
  return messagesPage({
    campaign,
    form,
    unit,
    messages,
    session,
    language,
    report,
    query,
    key: newToken(),
    ...more,
  });
}

/** The conversation; a page that shows it to a person marks it as read. */
export async function getMessages(c: Context<Env>, d: Dependencies, about: TalkedAbout): Promise<Response> {
  const [messages, talk] = await Promise.all([listMessages(d.table, about), findTalk(d.table, about)]);
  if (!wantsPage(c.req.header('accept'))) {
    return c.json<Conversation>({ unit: about.unit, form: about.form, messages });
  }
  await markRead(d.table, about, talk, readerOf(c.get('session')), d.clock());
  return c.html(draw(c, d, about, messages, { sent: c.req.query('sent') !== undefined }));
}

/** Says something; what a page's post cannot say is shown again as it was typed. */
export async function postMessage(c: Context<Env>, d: Dependencies, about: TalkedAbout): Promise<Response> {
  const session = c.get('session');
  if (!isFormPost(c)) {
    const entry = await readBody(c, MessageEntry);
    return c.json<Said>(await say(d, about, session, entry), 201);
  }
  const posted = await readFields(c);
  const entry = MessageEntry.safeParse(posted);
  if (entry.success) {
    await say(d, about, session, entry.data);
    return c.redirect(`${about.page}/messages?sent${about.query ? `&${about.query}` : ''}`, 303);
  }
  const messages = await listMessages(d.table, about);
  const typed = [posted.message ?? ''].flat().join('\n');
  const { status } = PROBLEMS[new Problem('invalid-input').code];
  return c.html(draw(c, d, about, messages, { typed, details: [WRONG] }), status);
}
