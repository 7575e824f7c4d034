import type { Campaign } from '../../schemas/campaign.ts';
import type { DeskReport } from '../../schemas/contract/desk.ts';
import { type Form, fieldsOf } from '../../schemas/form.ts';
import type { Session } from '../../schemas/session.ts';
import type { Language } from '../../schemas/text.ts';
import { Answers } from '../shared/fields/answers.tsx';
import { ConversationList } from '../shared/messages/conversation.tsx';
import { ErrorSummary } from '../shared/page/error-summary.tsx';
import { page } from '../shared/page/layout.tsx';
import { Time } from '../shared/page/time.tsx';
import { speak } from '../shared/page/words.ts';
import { type Detail, PROBLEMS, type Problem } from '../shared/problems.ts';
import type { AskedReport } from './asked-report.ts';
import { DecisionForms, type Typed } from './decision-forms.tsx';
import type { Queue } from './queue.ts';
import { Keys, QueueLinks } from './queue-links.tsx';
import { Facts } from './report-facts.tsx';
import { revisionName } from './revision-name.ts';
import { Explained, Files } from './revision-parts.tsx';

const WORDS = {
  revisions: { zh: '历次报送', en: 'Revisions' },
  newest: { zh: '最新', en: 'newest' },
  older: {
    zh: '这是以前的报送内容，审核请查看最新一次。',
    en: 'This is an earlier revision. Decisions are about the newest one.',
  },
  messages: { zh: '审核记录和留言', en: 'Decisions and messages' },
  write: { zh: '给报送单位留言', en: 'Write to the unit' },
  compare: { zh: '比较历次报送', en: 'Compare revisions' },
  answers: { zh: '填报内容', en: 'Answers' },
  nothing: { zh: '该单位尚未报送此报表。', en: 'This unit has not submitted this report.' },
  decide: { zh: '转到审核', en: 'Go to the decision' },
  accepted: {
    zh: '该报表已审核通过，将邮件通知报送单位。',
    en: 'This report is accepted; the unit is told by mail.',
  },
  returned: {
    zh: '该报表已退回修改，将邮件通知报送单位；重新报送后会再次列为待审核。',
    en: 'This report is returned for correction; the unit is told by mail. When it is submitted again it awaits review again.',
  },
};

export interface ReportPage {
  campaign: Campaign;
  forms: readonly Form[];
  asked: AskedReport;
  report: DeskReport;
  queue: Queue;
  session: Session;
  language: Language;
  /** Another revision than the newest was asked for. */
  revision?: number | undefined;
  /** A decision was just made, or made before by the same form. */
  decided?: boolean | undefined;
  problem?: Problem | undefined;
  typed?: Typed | undefined;
}

type Revision = DeskReport['revisions'][number];

function Revisions({ campaign, asked, report, shown, language }: ReportPage & { shown: Revision }) {
  if (report.revisions.length < 2) return null;
  const t = speak(language);
  return (
    <nav aria-label={t(WORDS.revisions)}>
      <h2>{t(WORDS.revisions)}</h2>
      <ol class="list" reversed>
        {report.revisions.map(({ revision, submittedAt, reference }, index) => (
          <li value={revision}>
            <a href={`?revision=${revision}`} aria-current={revision === shown.revision ? 'true' : undefined}>
              {revisionName(revision, language)}
            </a>{' '}
            {reference} <Time campaign={campaign} at={submittedAt} language={language} />
            {index === 0 && <> ({t(WORDS.newest)})</>}
          </li>
        ))}
      </ol>
      <p>
        <a href={`/desk/reports/${asked.unit}/${asked.form}/difference?to=${shown.revision}`}>
          {t(WORDS.compare)}
        </a>
      </p>
    </nav>
  );
}

/** The conversation, and the way to go on with it: a page of its own, so that no half-typed decision is lost. */
function Said({ campaign, asked, report, language }: ReportPage) {
  const t = speak(language);
  return (
    <section>
      <h2>{t(WORDS.messages)}</h2>
      {report.messages.length > 0 && (
        <ConversationList
          campaign={campaign}
          form={asked.definition}
          unit={asked.who}
          messages={report.messages}
          language={language}
        />
      )}
      <p class="no-print">
        <a href={`/desk/reports/${asked.unit}/${asked.form}/messages`}>{t(WORDS.write)}</a>
      </p>
    </section>
  );
}

function Notice({ report, decided, problem, language }: ReportPage) {
  const t = speak(language);
  if (problem) {
    const { code, details } = problem;
    const whole: Detail = { pointer: '', severity: 'blocking', code, message: PROBLEMS[code].text };
    return <ErrorSummary details={details.length > 0 ? details : [whole]} language={language} />;
  }
  if (!decided || (report.state !== 'accepted' && report.state !== 'returned')) return null;
  return (
    <p class="notice" role="status">
      {t(WORDS[report.state])}
    </p>
  );
}

/** One report with all that was submitted and said of it, and the office's decision. */
export function reportPage(props: ReportPage): string {
  const { campaign, forms, queue, asked, report, session, language, problem } = props;
  const t = speak(language);
  const [newest] = report.revisions;
  const shown = report.revisions.find(({ revision }) => revision === props.revision) ?? newest;
  const title = `${report.name} ${t(asked.definition.short)}`;
  const names = new Map(shown?.attachments.map(({ id, name }) => [id, name ?? id]));
  return page({
    title,
    language,
    session,
    at: '/desk/',
    error: problem !== undefined,
    address: `/desk/reports/${asked.unit}/${asked.form}`,
    scripts: ['review-keys.js'],
    query: { revision: props.revision === undefined ? undefined : String(props.revision) },
    children: (
      <>
        <Notice {...props} />
        <QueueLinks campaign={campaign} forms={forms} queue={queue} language={language} />
        <Keys language={language} />
        <p class="caption">{report.title}</p>
        <h1>{title}</h1>
        <Facts campaign={campaign} report={report} shown={shown} language={language} />
        {shown && shown === newest && report.state === 'submitted' && (
          <p>
            <a href="#decide">{t(WORDS.decide)}</a>
          </p>
        )}
        <Said {...props} />
        {!shown || !newest ? (
          <p>{t(WORDS.nothing)}</p>
        ) : (
          <>
            <Revisions {...props} shown={shown} />
            {shown !== newest && <p class="notice">{t(WORDS.older)}</p>}
            <h2>{t(WORDS.answers)}</h2>
            <Answers
              fields={fieldsOf(asked.definition)}
              answers={shown.answers}
              language={language}
              files={names}
            />
            <Explained form={asked.definition} explanations={shown.explanations} language={language} />
            <Files asked={asked} revision={shown} language={language} />
            {shown === newest && (
              <DecisionForms
                asked={asked}
                state={report.state}
                revision={newest.revision}
                typed={props.typed}
                details={problem?.details ?? []}
                language={language}
              />
            )}
          </>
        )}
      </>
    ),
  });
}
