import type { Form } from '../../schemas/form.ts';
import type { Session } from '../../schemas/session.ts';
import { ErrorSummary } from '../shared/page/error-summary.tsx';
import { page } from '../shared/page/layout.tsx';
import { speak } from '../shared/page/words.ts';
import { detailsOf, type Problem } from '../shared/problems.ts';
import { DecisionForms, type Typed } from './decision-forms.tsx';
import { deskAddress, parametersOf, reportAddress } from './narrowing.ts';
import type { Queue } from './queue.ts';
import { Keys, placeName, QueueLinks } from './queue-links.tsx';
import type { ToldRevision } from './report.ts';
import { Changed, Content, type ReportContent, Said } from './report-content.tsx';
import { Facts } from './report-facts.tsx';
import { Files } from './revision-files.tsx';

const WORDS = {
  nothing: { zh: '该单位尚未报送此报表。', en: 'This unit has not submitted this report.' },
  decide: { zh: '转到审核', en: 'Go to the decision' },
  next: { zh: '下一份：', en: 'The next: ' },
  toDesk: { zh: '返回报送进度', en: 'Back to the progress' },
  accepted: {
    zh: '该报表已审核通过，将邮件通知报送单位。',
    en: 'This report is accepted; the unit is told by mail.',
  },
  returned: {
    zh: '该报表已退回修改，将邮件通知报送单位；重新报送后会再次列为待审核。',
    en: 'This report is returned for correction; the unit is told by mail. When it is submitted again it awaits review again.',
  },
};

export interface ReportPage extends Omit<ReportContent, 'narrowing' | 'shown'> {
  /** The revision that is shown; none before the first. */
  submitted: ToldRevision | undefined;
  forms: readonly Form[];
  queue: Queue;
  session: Session;
  /** Another revision than the newest was asked for. */
  revision?: number | undefined;
  /** A decision was just made, or made before by the same form. */
  decided?: boolean | undefined;
  problem?: Problem | undefined;
  typed?: Typed | undefined;
}

/** Says what was decided, and leads on. */
function Decided({ campaign, forms, queue, report, language }: ReportPage) {
  const t = speak(language);
  if (report.state !== 'accepted' && report.state !== 'returned') return null;
  const { next, narrowing } = queue;
  return (
    <section class="notice" role="status">
      <p>{t(WORDS[report.state])}</p>
      <p>
        {next ? (
          <a href={reportAddress(next, narrowing)}>
            {t(WORDS.next)}
            {placeName({ campaign, forms, language }, next)}
          </a>
        ) : (
          <a href={deskAddress(narrowing)}>{t(WORDS.toDesk)}</a>
        )}
      </p>
    </section>
  );
}

function Notice(props: ReportPage) {
  const { decided, problem, language } = props;
  if (problem) {
    return <ErrorSummary details={detailsOf(problem)} language={language} />;
  }
  return decided ? <Decided {...props} /> : null;
}

/** One report with all that was submitted and said of it, and the office's decision. */
export function reportPage(props: ReportPage): string {
  const {
    campaign,
    forms,
    queue,
    asked,
    report,
    submitted: shown,
    sources,
    session,
    language,
    problem,
  } = props;
  const t = speak(language);
  const title = `${report.name} ${t(asked.definition.short)}`;
  const isNewest = shown?.revision === report.revision;
  return page({
    title,
    language,
    session,
    at: '/desk/',
    frame: 'desk',
    error: problem !== undefined,
    address: `/desk/reports/${asked.unit}/${asked.form}`,
    scripts: ['review-keys.js'],
    query: {
      ...Object.fromEntries(parametersOf(queue.narrowing)),
      revision: props.revision === undefined ? undefined : String(props.revision),
    },
    children: (
      <>
        <Notice {...props} />
        <QueueLinks campaign={campaign} forms={forms} queue={queue} language={language} />
        <p class="caption">{report.title}</p>
        <h1>{title}</h1>
        <div class="columns">
          <div>
            <Facts campaign={campaign} report={report} shown={shown} language={language} />
            {shown && isNewest && report.state === 'submitted' && (
              <p class="to-side">
                <a href="#decide">{t(WORDS.decide)}</a>
              </p>
            )}
            {shown && <Changed {...props} narrowing={queue.narrowing} shown={shown} />}
            <Said {...props} narrowing={queue.narrowing} />
            {shown ? (
              <Content {...props} narrowing={queue.narrowing} shown={shown} />
            ) : (
              <p>{t(WORDS.nothing)}</p>
            )}
          </div>
          {shown && (
            <div class="side">
              {/* Files can be many: the decision before them stays in sight. */}
              {isNewest && (
                <DecisionForms
                  asked={asked}
                  state={report.state}
                  revision={shown.revision}
                  narrowing={queue.narrowing}
                  typed={props.typed}
                  details={problem?.details ?? []}
                  language={language}
                />
              )}
              <Files
                asked={asked}
                revision={shown}
                sources={sources}
                narrowing={queue.narrowing}
                language={language}
              />
              {/* At the end: the script that shows it must not move what somebody is reading. */}
              <Keys language={language} />
            </div>
          )}
        </div>
      </>
    ),
  });
}
