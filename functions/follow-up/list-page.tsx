import { type Campaign, unitOf } from '../../schemas/campaign.ts';
import type { ReportList } from '../../schemas/contract/reports.ts';
import type { Session } from '../../schemas/session.ts';
import type { Language } from '../../schemas/text.ts';
import { leadOffice } from '../shared/offices.ts';
import { deadlineText } from '../shared/page/dates.ts';
import { page } from '../shared/page/layout.tsx';
import { StandingTags } from '../shared/page/standing-tags.tsx';
import { Time } from '../shared/page/time.tsx';
import { speak } from '../shared/page/words.ts';
import { byUrgency, type Listed, nextStep } from './next-step.ts';

const WORDS = {
  title: { zh: '我的报表', en: 'My reports' },
  form: { zh: '报表', en: 'Report' },
  state: { zh: '状态', en: 'State' },
  due: { zh: '截止时间', en: 'Deadline' },
  closes: { zh: '最晚补报', en: 'Late reports until' },
  reference: { zh: '受理编号', en: 'Reference number' },
  next: { zh: '下一步', en: 'Next' },
  first: { zh: '请先办理', en: 'Do this first' },
  returned: { zh: '退回原因：', en: 'Reason for return: ' },
  toDo: { zh: '待办', en: 'To do' },
  missed: { zh: '已截止，未报送', en: 'Closed, not submitted' },
  ask: {
    zh: (office: string) => `已不再接收。仍需报送的，请联系${office}申请延期。`,
    en: (office: string) => `No longer taken. To submit one all the same, ask for an extension: ${office}.`,
  },
  done: { zh: '已办', en: 'Done' },
  unread: { zh: '有新留言', en: 'New message' },
  none: { zh: '本单位没有需要报送的报表。', en: 'Nothing is asked of your unit.' },
  nothing: { zh: '目前没有待办的报表。', en: 'There is nothing to do now.' },
};

interface Props {
  reports: readonly Listed[];
  campaign: Campaign;
  language: Language;
  now: Date;
}

function Line({
  report,
  first,
  campaign,
  language,
  now,
}: Omit<Props, 'reports'> & { report: Listed; first: boolean }) {
  const t = speak(language);
  const { words, href, toDo } = nextStep(report);
  return (
    <tr>
      <th scope="row">
        <a href={`/reports/${report.form}`}>{report.title}</a>
        {report.returned !== undefined && (
          <p class="marked-message">
            {t(WORDS.returned)}
            {report.returned}
          </p>
        )}
      </th>
      <td data-label={t(WORDS.state)}>
        {first && <strong class="tag tag-overdue">{t(WORDS.first)}</strong>}{' '}
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
        <Time
          campaign={campaign}
          at={report.due}
          language={language}
          as={deadlineText}
          now={toDo ? now : undefined}
        />
        {toDo && (
          <>
            <br />
            <small>
              {t(WORDS.closes)} <Time campaign={campaign} at={report.closes} language={language} />
            </small>
          </>
        )}
      </td>
      <td data-label={t(WORDS.reference)}>
        {report.reference !== undefined && <a href={`/receipts/${report.reference}`}>{report.reference}</a>}
      </td>
      <td>
        <a class={toDo ? 'button' : undefined} href={href}>
          {t(words)}
          <span class="visually-hidden"> {report.title}</span>
        </a>
      </td>
    </tr>
  );
}

function Lines({ marked, ...props }: Props & { marked: boolean }) {
  const t = speak(props.language);
  return (
    <table class="stack">
      <thead>
        <tr>
          {[WORDS.form, WORDS.state, WORDS.due, WORDS.reference, WORDS.next].map((head) => (
            <th scope="col">{t(head)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.reports.map((report, index) => (
          <Line report={report} first={marked && index === 0} {...props} />
        ))}
      </tbody>
    </table>
  );
}

/** What a unit has to do, the most urgent first, and what it has done. */
export function listPage(
  campaign: Campaign,
  list: ReportList,
  session: Session,
  language: Language,
  now: Date,
): string {
  const t = speak(language);
  const unit = unitOf(campaign, list.unit);
  const props = { campaign, language, now };
  const toDo = byUrgency(list.reports.filter((report) => nextStep(report).toDo));
  const rest = list.reports.filter((report) => !nextStep(report).toDo);
  const missed = rest.filter(({ timeliness }) => timeliness === 'closed');
  const done = rest.filter(({ timeliness }) => timeliness !== 'closed');
  return page({
    title: t(WORDS.title),
    language,
    session,
    at: '/reports',
    children: (
      <>
        <p class="caption">{t(campaign.title)}</p>
        <h1>
          {t(WORDS.title)} {unit && <small>{t(unit.name)}</small>}
        </h1>
        {list.reports.length === 0 ? (
          <p>{t(WORDS.none)}</p>
        ) : (
          <>
            <h2>
              {t(WORDS.toDo)} <span class="count">{toDo.length}</span>
            </h2>
            {toDo.length === 0 ? <p>{t(WORDS.nothing)}</p> : <Lines {...props} reports={toDo} marked />}
          </>
        )}
        {missed.length > 0 && (
          <>
            <h2>
              {t(WORDS.missed)} <span class="count">{missed.length}</span>
            </h2>
            <p>{WORDS.ask[language](leadOffice(campaign, language))}</p>
            <Lines {...props} reports={missed} marked={false} />
          </>
        )}
        {done.length > 0 && (
          <>
            <h2>
              {t(WORDS.done)} <span class="count">{done.length}</span>
            </h2>
            <Lines {...props} reports={done} marked={false} />
          </>
        )}
      </>
    ),
  });
}
