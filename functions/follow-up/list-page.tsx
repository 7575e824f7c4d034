import { type Campaign, unitOf } from '../../schemas/campaign.ts';
import type { ReportList } from '../../schemas/contract/reports.ts';
import type { Session } from '../../schemas/session.ts';
import type { Language } from '../../schemas/text.ts';
import { deadlineText } from '../shared/page/dates.ts';
import { page } from '../shared/page/layout.tsx';
import { StandingTags } from '../shared/page/standing-tags.tsx';
import { Time } from '../shared/page/time.tsx';
import { speak } from '../shared/page/words.ts';

const WORDS = {
  title: { zh: '我的报表', en: 'My reports' },
  form: { zh: '报表', en: 'Report' },
  state: { zh: '状态', en: 'State' },
  due: { zh: '截止时间', en: 'Deadline' },
  closes: { zh: '最晚补报', en: 'Late reports until' },
  reference: { zh: '受理编号', en: 'Reference number' },
  next: { zh: '下一步', en: 'Next' },
  fill: { zh: '开始填报', en: 'Fill in' },
  goOn: { zh: '继续填报', en: 'Go on filling in' },
  correct: { zh: '按退回意见修改', en: 'Correct it' },
  amend: { zh: '查看或更正', en: 'Look at or correct it' },
  again: { zh: '重新报送', en: 'Submit it again' },
  unread: { zh: '有新留言', en: 'New message' },
  look: { zh: '查看', en: 'Look at it' },
  none: { zh: '本单位没有需要报送的报表。', en: 'Nothing is asked of your unit.' },
};

type Listed = ReportList['reports'][number];

function nextStep({ state, timeliness }: Listed) {
  if (state === 'accepted') return WORDS.look;
  if (state === 'returned') return WORDS.correct;
  if (timeliness === 'closed') return WORDS.look;
  if (state === 'submitted') return WORDS.amend;
  if (state === 'withdrawn') return WORDS.again;
  return state === 'owed' ? WORDS.fill : WORDS.goOn;
}

function Line({
  report,
  campaign,
  language,
  now,
}: {
  report: Listed;
  campaign: Campaign;
  language: Language;
  now: Date;
}) {
  const t = speak(language);
  return (
    <tr>
      <th scope="row">
        <a href={`/reports/${report.form}`}>{report.title}</a>
      </th>
      <td data-label={t(WORDS.state)}>
        <StandingTags standing={report} language={language} />
        {report.unread && (
          <>
            {' '}
            <a class="tag tag-unread" href={`/reports/${report.form}/messages`}>
              {t(WORDS.unread)}
              <span class="visually-hidden"> {report.title}</span>
            </a>
          </>
        )}
      </td>
      <td data-label={t(WORDS.due)}>
        <Time campaign={campaign} at={report.due} language={language} as={deadlineText} now={now} />
        <br />
        <small>
          {t(WORDS.closes)} <Time campaign={campaign} at={report.closes} language={language} />
        </small>
      </td>
      <td data-label={t(WORDS.reference)}>
        {report.reference !== undefined && <a href={`/receipts/${report.reference}`}>{report.reference}</a>}
      </td>
      <td data-label={t(WORDS.next)}>
        <a href={`/reports/${report.form}`}>
          {t(nextStep(report))}
          <span class="visually-hidden"> {report.title}</span>
        </a>
      </td>
    </tr>
  );
}

export function listPage(
  campaign: Campaign,
  list: ReportList,
  session: Session,
  language: Language,
  now: Date,
): string {
  const t = speak(language);
  const unit = unitOf(campaign, list.unit);
  return page({
    title: t(WORDS.title),
    language,
    session,
    children: (
      <>
        <p class="caption">{t(campaign.title)}</p>
        <h1>
          {t(WORDS.title)} {unit && <small>{t(unit.name)}</small>}
        </h1>
        {list.reports.length === 0 ? (
          <p>{t(WORDS.none)}</p>
        ) : (
          <table class="stack">
            <thead>
              <tr>
                {[WORDS.form, WORDS.state, WORDS.due, WORDS.reference, WORDS.next].map((head) => (
                  <th scope="col">{t(head)}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {list.reports.map((report) => (
                <Line report={report} campaign={campaign} language={language} now={now} />
              ))}
            </tbody>
          </table>
        )}
      </>
    ),
  });
}
