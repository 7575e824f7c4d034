import type { Campaign } from '../../schemas/campaign.ts';
import { fieldsOf } from '../../schemas/form.ts';
import type { RevisionInBrief } from '../../schemas/report.ts';
import type { Language } from '../../schemas/text.ts';
import { DifferenceTable, linesOf } from '../shared/difference/difference-table.tsx';
import { Answers } from '../shared/fields/answers.tsx';
import { Explained } from '../shared/fields/explained.tsx';
import { ConversationList } from '../shared/messages/conversation.tsx';
import { idOf } from '../shared/page/error-summary.tsx';
import { Time } from '../shared/page/time.tsx';
import { speak } from '../shared/page/words.ts';
import { explainedIn } from '../shared/reports/explained.ts';
import { revisionName } from '../shared/reports/revision-name.ts';
import type { AskedReport } from './asked-report.ts';
import { type Narrowing, reportAddress } from './narrowing.ts';
import type { ReportFacts, ToldRevision } from './report.ts';
import type { ShownRevision } from './shown-revision.ts';

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
  changes: {
    zh: (from: string) => `与${from}相比`,
    en: (from: string) => `Compared with ${from}`,
  },
  same: { zh: '内容与上次报送相同。', en: 'It says the same as the submission before it.' },
};

export interface ReportContent extends ShownRevision {
  campaign: Campaign;
  asked: AskedReport;
  report: ReportFacts;
  /** All of them, the newest first. */
  revisions: readonly RevisionInBrief[];
  shown: ToldRevision;
  /** Of the matrix that leads here, and on. */
  narrowing: Narrowing;
  language: Language;
}

function Revisions({ campaign, asked, revisions, narrowing, shown, language }: ReportContent) {
  if (revisions.length < 2) return null;
  const t = speak(language);
  return (
    <nav aria-label={t(WORDS.revisions)}>
      <h2>{t(WORDS.revisions)}</h2>
      <ol class="list" reversed>
        {revisions.map(({ revision, submittedAt, reference }, index) => (
          <li value={revision}>
            <a
              href={reportAddress(asked, narrowing, { more: [['revision', String(revision)]] })}
              aria-current={revision === shown.revision ? 'true' : undefined}
            >
              {revisionName(revision, language)}
            </a>{' '}
            {reference} <Time campaign={campaign} at={submittedAt} language={language} />
            {index === 0 && <> ({t(WORDS.newest)})</>}
          </li>
        ))}
      </ol>
      <p>
        <a
          href={reportAddress(asked, narrowing, {
            under: '/difference',
            more: [['to', String(shown.revision)]],
          })}
        >
          {t(WORDS.compare)}
        </a>
      </p>
    </nav>
  );
}

/** The conversation, and the way to go on with it: a page of its own, so that no half-typed decision is lost. */
export function Said({
  campaign,
  asked,
  report,
  narrowing,
  language,
}: Omit<ReportContent, 'revisions' | 'shown'>) {
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
        <a href={reportAddress(asked, narrowing, { under: '/messages' })}>{t(WORDS.write)}</a>
      </p>
    </section>
  );
}

/** What the newest submission changed, so that nobody has to read the whole again. */
export function Changed({ asked, changes, shown, language }: Omit<ReportContent, 'revisions'>) {
  if (!changes) return null;
  const t = speak(language);
  const from = shown.revision - 1;
  const lines = linesOf(asked.definition, changes, language);
  return (
    <section id={idOf('/revision')}>
      <h2>{WORDS.changes[language](revisionName(from, language))}</h2>
      {lines.length === 0 ? (
        <p>{t(WORDS.same)}</p>
      ) : (
        <DifferenceTable lines={lines} from={from} to={shown.revision} language={language} />
      )}
    </section>
  );
}

/** All that was submitted, each explanation at the answer that it explains. */
export function Content(props: ReportContent) {
  const { asked, report, shown, language } = props;
  const t = speak(language);
  const explained = explainedIn(asked.definition, shown);
  return (
    <>
      <Revisions {...props} />
      {shown.revision !== report.revision && <p class="notice">{t(WORDS.older)}</p>}
      <h2>{t(WORDS.answers)}</h2>
      <Answers
        fields={fieldsOf(asked.definition)}
        answers={shown.answers}
        language={language}
        files={new Map(shown.attachments.map(({ id, name }) => [id, name ?? id]))}
        explanations={explained.at}
      />
      <Explained form={asked.definition} explanations={explained.other} language={language} />
    </>
  );
}
