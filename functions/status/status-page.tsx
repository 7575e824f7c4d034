import type { Child } from 'hono/jsx';
import type { Campaign } from '../../schemas/campaign.ts';
import type { Status, Verdict } from '../../schemas/contract/status.ts';
import { showDate } from '../../schemas/fields/date.ts';
import type { Session } from '../../schemas/session.ts';
import type { Language, Text } from '../../schemas/text.ts';
import { timeText } from '../shared/page/dates.ts';
import { Facts } from '../shared/page/facts.tsx';
import { page } from '../shared/page/layout.tsx';
import { Time } from '../shared/page/time.tsx';
import { speak } from '../shared/page/words.ts';
import { Walked } from './walked.tsx';
import { JOBS, type Known, OBJECTS, PERSONAL, UNDELIVERED, VERDICT_WORDS, WAITING } from './words.ts';

const WORDS = {
  title: { zh: '运行状态', en: 'Status' },
  fine: { zh: '一切正常，无需处理。', en: 'All is well; there is nothing to do.' },
  attention: {
    zh: '有需要处理的情况，见下文标出的各行。',
    en: 'Something needs attention: see the marked lines below.',
  },
  what: { zh: '项目', en: 'What' },
  state: { zh: '状态', en: 'State' },
  figures: { zh: '情况', en: 'Figures' },
  todo: { zh: '处理办法', en: 'What to do' },
  waiting: { zh: '等待处理', en: 'What waits' },
  since: { zh: '最早自', en: 'the first since' },
  undelivered: { zh: '未能送达的事件', en: 'What could not be delivered' },
  lost: {
    zh: '查看队列中的消息，排除原因后删除该消息。',
    en: 'Look at the message in the queue; delete it once its cause is gone.',
  },
  failed: { zh: '一周内生成失败的归档', en: 'Archives of the week that failed' },
  again: { zh: '打开归档查看原因并重新生成。', en: 'Its page says why; build it again.' },
  objects: { zh: '附件存储', en: 'The store of files' },
  runs: { zh: '定时任务', en: 'Scheduled runs' },
  never: { zh: '尚未运行', en: 'has not run yet' },
  done: { zh: '成功', en: 'done' },
  broke: { zh: '失败', en: 'failed' },
  lastDone: { zh: '上次成功：', en: 'last done: ' },
  quota: { zh: '发信额度（24小时）', en: 'Mail quota (24 hours)' },
  mails: { zh: '邮件发送', en: 'Sending of mails' },
  noQuota: { zh: '邮件服务没有告知额度。', en: 'The mail service tells no quota.' },
  noLimit: { zh: '不限', en: 'no limit' },
  askMore: {
    zh: '额度快用完了：请向云服务商申请提高，否则邮件会推迟到明天。',
    en: 'It is nearly used up: ask for more, or mails have to wait until tomorrow.',
  },
  versions: { zh: '版本', en: 'Versions' },
  commit: { zh: '程序', en: 'Code' },
  campaign: { zh: '活动', en: 'Campaign' },
  forms: { zh: '表单', en: 'Forms' },
  runbook: { zh: '运维手册', en: 'Runbook' },
} satisfies { [word: string]: Text };

/** How much a run found to do. */
const HANDLED = {
  zh: (count: number) => `，处理${count}项`,
  en: (count: number) => `, ${count} handled`,
};

export interface StatusPage {
  campaign: Campaign;
  status: Status;
  runbook: string | undefined;
  session: Session;
  language: Language;
  now: Date;
}

interface LineProps {
  name: string;
  verdict: Verdict;
  children?: Child;
  advice: Text;
  section: string;
}

interface LinesProps {
  props: StatusPage;
  title: Text;
  lines: LineProps[];
}

function Line({ props, line, advised }: { props: StatusPage; line: LineProps; advised: boolean }) {
  const t = speak(props.language);
  const { name, verdict, children, advice, section } = line;
  const place = `docs/runbook.md#${section}`;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td data-label={t(WORDS.state)}>
        <span class={`tag tag-${verdict}`}>{t(VERDICT_WORDS[verdict])}</span>
      </td>
      <td data-label={t(WORDS.figures)}>{children}</td>
      {advised && (
        <td data-label={t(WORDS.todo)}>
          {verdict === 'attention' && (
            <>
              {t(advice)}{' '}
              {props.runbook === undefined ? (
                <small>
                  {t(WORDS.runbook)} {place}
                </small>
              ) : (
                <a href={`${props.runbook}#${section}`}>{t(WORDS.runbook)}</a>
              )}
            </>
          )}
        </td>
      )}
    </tr>
  );
}

/** Lines of one kind; the column of what to do is there when there is something to do. */
function Lines({ props, title, lines }: LinesProps) {
  const t = speak(props.language);
  if (lines.length === 0) return null;
  const advised = lines.some(({ verdict }) => verdict === 'attention');
  const heads = [WORDS.what, WORDS.state, WORDS.figures, ...(advised ? [WORDS.todo] : [])];
  return (
    <section>
      <h2>{t(title)}</h2>
      <table class="stack aligned">
        <thead>
          <tr>
            {heads.map((head) => (
              <th scope="col">{t(head)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Line props={props} line={line} advised={advised} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

const named = ({ name, advice, section }: Known, language: Language) => ({
  name: name[language],
  advice,
  section,
});

function linesOf(props: StatusPage) {
  const { campaign, status, language, now } = props;
  const t = speak(language);
  const when = (at: string) => <Time campaign={campaign} at={at} language={language} now={now} />;
  const waiting = status.waiting.map(({ queue, count, more, since, verdict }) => ({
    ...named(WAITING[queue], language),
    verdict,
    children: (
      <>
        {count}
        {more && '+'}
        {since !== undefined && count > 0 && (
          <>
            {language === 'zh' ? '，' : ', '}
            {t(WORDS.since)} {when(since)}
          </>
        )}
      </>
    ),
  }));
  const undelivered = status.undelivered.map(({ queue, count, verdict }) => ({
    name: UNDELIVERED[queue]?.[language] ?? queue,
    verdict,
    children: count ?? '–',
    advice: WORDS.lost,
    section: 'something-was-not-delivered',
  }));
  const failed = status.failedArchives.map(({ id, requestedAt }) => ({
    name: timeText(campaign, requestedAt, language),
    verdict: 'attention' as const,
    children: <a href={`/archives/${id}`}>{id}</a>,
    advice: WORDS.again,
    section: 'an-archive-failed',
  }));
  const objects = (['strays', 'lost'] as const).map((which) => ({
    ...named(OBJECTS[which], language),
    verdict: status[which].verdict,
    children: <Walked walked={status[which]} language={language} when={when} />,
  }));
  const runs = status.runs.map(({ job, endedAt, outcome, count, doneAt, verdict }) => ({
    ...named(JOBS[job], language),
    verdict,
    children:
      endedAt === undefined ? (
        t(WORDS.never)
      ) : (
        <>
          {t(outcome === 'done' ? WORDS.done : WORDS.broke)}
          {count !== undefined && HANDLED[language](count)} {when(endedAt)}
          {outcome === 'failed' && doneAt !== undefined && (
            <>
              <br />
              {t(WORDS.lastDone)}
              {when(doneAt)}
            </>
          )}
        </>
      ),
  }));
  const { most, sent, verdict } = status.mail;
  const mail = {
    name: t(WORDS.quota),
    verdict,
    children: most === null ? t(WORDS.noQuota) : `${sent} / ${most < 0 ? t(WORDS.noLimit) : most}`,
    advice: WORDS.askMore,
    section: 'mails-wait',
  };
  const personal = {
    ...named(PERSONAL, language),
    verdict: status.personalData.verdict,
    children: <a href="/personal-data">{showDate(status.personalData.until, language)}</a>,
  };
  return { personal: [personal], waiting, undelivered, failed, runs, objects, mail: [mail] };
}

function Versions({ status, language }: StatusPage) {
  const t = speak(language);
  const { commit, campaign, node, forms } = status.versions;
  const facts = [
    [t(WORDS.commit), commit],
    ['Node.js', node],
    [t(WORDS.campaign), campaign],
    [
      t(WORDS.forms),
      forms.map(({ form, version }) => `${form} ${version}`).join(language === 'zh' ? '、' : ', '),
    ],
  ] as const;
  return (
    <section>
      <h2>{t(WORDS.versions)}</h2>
      <Facts facts={facts} />
    </section>
  );
}

/** What waits, what failed, what ran, and what to do about it. */
export function statusPage(props: StatusPage): string {
  const { campaign, status, session, language } = props;
  const t = speak(language);
  const lines = linesOf(props);
  const tables = [
    [WORDS.waiting, lines.waiting],
    [WORDS.failed, lines.failed],
    [WORDS.undelivered, lines.undelivered],
    [WORDS.objects, lines.objects],
    [WORDS.runs, lines.runs],
    [WORDS.mails, lines.mail],
    [PERSONAL.title, lines.personal],
  ] as const;
  return page({
    title: t(WORDS.title),
    language,
    session,
    at: '/status',
    children: (
      <>
        <p class="caption">
          {t(campaign.title)} <Time campaign={campaign} at={status.at} language={language} />
        </p>
        <h1>{t(WORDS.title)}</h1>
        <p class={status.verdict === 'fine' ? 'notice' : 'warning'}>
          {t(status.verdict === 'fine' ? WORDS.fine : WORDS.attention)}
        </p>
        {tables.map(([title, some]) => (
          <Lines props={props} title={title} lines={some} />
        ))}
        <Versions {...props} />
      </>
    ),
  });
}
