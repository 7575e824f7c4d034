import type { Campaign } from '../../schemas/campaign.ts';
import type { Language } from '../../schemas/text.ts';
import { officeOf } from '../shared/offices.ts';
import { deadlineText } from '../shared/page/dates.ts';
import { StandingTags } from '../shared/page/standing-tags.tsx';
import { Time } from '../shared/page/time.tsx';
import { speak } from '../shared/page/words.ts';
import type { OwnReport } from '../shared/reports/own-report.ts';
import { lockOf, standingOf } from '../shared/reports/standing.ts';
import type { Report } from './report.ts';

const WORDS = {
  due: { zh: '截止时间：', en: 'Deadline: ' },
  late: { zh: '逾期仍可补报，最晚至：', en: 'Late reports are taken until: ' },
  reference: { zh: '受理编号：', en: 'Reference number: ' },
  savedAt: { zh: '上次暂存：', en: 'Last saved: ' },
  submitted: {
    zh: '本表已报送，审核前可以更正；更正后须重新提交才生效。',
    en: 'This report has been submitted. Until it is accepted you can correct it; a correction counts once you submit again.',
  },
  'already-accepted': {
    zh: '本表已审核通过，不能再修改。如需更正，请联系主管部门退回。',
    en: 'This report has been accepted and can no longer be changed. To correct it, ask the office to return it.',
  },
  'form-closed': {
    zh: '本表已截止，不再接收。',
    en: 'This form is closed and takes no more reports.',
  },
  returned: { zh: '退回原因', en: 'Reason for return' },
  messages: { zh: '与主管部门留言', en: 'Messages to and from the office' },
  difference: { zh: '比较历次报送', en: 'Compare revisions' },
  withdraw: { zh: '撤回', en: 'Withdraw' },
  withdrawn: {
    zh: '本表已撤回，视同尚未报送。内容仍然保留，更正后请重新报送。',
    en: 'This report was withdrawn and counts as not submitted. What you entered is kept; submit it again.',
  },
  whole: { zh: '请修改后重新报送。', en: 'Correct the report and submit it again.' },
  fields: { zh: '需更正的栏目已在表中标出。', en: 'The fields to correct are marked in the form.' },
};

export interface StandingProps {
  campaign: Campaign;
  own: OwnReport;
  report: Report;
  language: Language;
  now: Date;
}

/** Where the report stands, until when it is on time, and what can still be done with it. */
export function Standing({ campaign, own, report, language, now }: StandingProps) {
  const t = speak(language);
  const standing = standingOf(campaign, own, report.head, now);
  const { state, timeliness, reference } = standing;
  const lock = lockOf(own, report.head, now);
  return (
    <>
      <p>
        <StandingTags standing={standing} language={language} /> {t(WORDS.due)}
        <Time campaign={campaign} at={own.due} language={language} as={deadlineText} now={now} />
      </p>
      {timeliness === 'overdue' && (
        <p>
          {t(WORDS.late)}
          <Time campaign={campaign} at={own.closes} language={language} as={deadlineText} now={now} />
        </p>
      )}
      {reference !== undefined && (
        <p>
          {t(WORDS.reference)}
          <a href={`/receipts/${reference}`}>{reference}</a>
        </p>
      )}
      {report.savedAt !== undefined && (
        <p>
          {t(WORDS.savedAt)}
          <Time campaign={campaign} at={report.savedAt} language={language} now={now} />
        </p>
      )}
      <p class="no-print">
        <a href={`/reports/${own.form}/messages`}>{t(WORDS.messages)}</a>{' '}
        {report.messages.length > 0 && <span class="count">{report.messages.length}</span>}{' '}
        {report.revisions.length > 1 && <a href={`/reports/${own.form}/difference`}>{t(WORDS.difference)}</a>}
      </p>
      {state === 'withdrawn' && <p class="notice">{t(WORDS.withdrawn)}</p>}
      {lock ? (
        <p class="notice">{t(WORDS[lock])}</p>
      ) : (
        state === 'submitted' && (
          <p>
            {t(WORDS.submitted)} <a href={`/reports/${own.form}/withdrawal`}>{t(WORDS.withdraw)}</a>
          </p>
        )
      )}
    </>
  );
}

/** What the office said when it returned the report, as long as it stands returned. */
export const returnOf = ({ head, messages }: Report) =>
  head?.state === 'returned' ? messages.findLast(({ decision }) => decision === 'return') : undefined;

/** What the office said when it returned the report. */
export function Messages({ campaign, report, language }: StandingProps) {
  const t = speak(language);
  const message = returnOf(report);
  if (!message) return null;
  return (
    <section class="notice" aria-labelledby="returned-title">
      <h2 id="returned-title">{t(WORDS.returned)}</h2>
      {message.message !== undefined && <blockquote>{message.message}</blockquote>}
      <p>{t(message.fields.length > 0 ? WORDS.fields : WORDS.whole)}</p>
      <p class="hint">
        {officeOf(campaign, message.office ?? '', language)}{' '}
        <Time campaign={campaign} at={message.at} language={language} />
      </p>
    </section>
  );
}
