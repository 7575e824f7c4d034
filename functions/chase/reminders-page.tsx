import type { Campaign } from '../../schemas/campaign.ts';
import type { RemindersView } from '../../schemas/contract/reminders.ts';
import type { Form } from '../../schemas/form.ts';
import type { Session } from '../../schemas/session.ts';
import type { Language } from '../../schemas/text.ts';
import { ErrorSummary } from '../shared/page/error-summary.tsx';
import { page } from '../shared/page/layout.tsx';
import { speak } from '../shared/page/words.ts';
import type { Detail } from '../shared/problems.ts';
import { ChaseForm } from './chase-form.tsx';
import type { Chosen } from './chosen.ts';
import { ReminderLog } from './reminder-log.tsx';

const WORDS = {
  title: { zh: '催报', en: 'Reminders' },
  intro: {
    zh: '系统在截止日前3天、前1天、当天上午10时及逾期后每天自动催报，只发给未报送的单位；已暂存未提交的，前2天另行提醒。',
    en: 'Reminders go out by themselves three days and one day before the due day, on it at 10:00, and daily after it, to those who owe alone; two days before, also to those with a draft that is not submitted.',
  },
  owing: { zh: '现在未报送的单位', en: 'Who owes now' },
  none: { zh: '没有未报送的单位。', en: 'Nobody owes anything.' },
  chased: {
    zh: (count: string) => `已向${count}个单位发出催报。`,
    en: (count: string) => (count === '1' ? '1 unit is being chased.' : `${count} units are being chased.`),
  },
  log: { zh: '催报记录', en: 'Reminder log' },
  noLog: { zh: '还没有催报。', en: 'No reminder was sent yet.' },
};

export interface RemindersPage {
  campaign: Campaign;
  forms: readonly Form[];
  view: RemindersView;
  session: Session;
  language: Language;
  chased: string | undefined;
  /** Whom and what the address asks to chase: ticked beforehand. */
  chosen: Chosen;
  /** Why nobody can be chased so. */
  details: readonly Detail[];
  now: Date;
}

/** Who owes what, the way to chase them, and who was reminded when. */
export function remindersPage(props: RemindersPage): string {
  const { campaign, forms, view, session, language, chased, chosen, details, now } = props;
  const t = speak(language);
  return page({
    title: t(WORDS.title),
    language,
    session,
    at: '/reminders',
    query: { ...chosen },
    error: details.length > 0,
    children: (
      <>
        <ErrorSummary details={details} language={language} />
        <p class="caption">{t(campaign.title)}</p>
        <h1>{t(WORDS.title)}</h1>
        {chased !== undefined && /^\d{1,4}$/.test(chased) && (
          <p class="notice" role="status">
            {WORDS.chased[language](chased)}
          </p>
        )}
        <p>{t(WORDS.intro)}</p>
        <h2>{t(WORDS.owing)}</h2>
        {view.owing.length === 0 ? (
          <p>{t(WORDS.none)}</p>
        ) : (
          <ChaseForm campaign={campaign} view={view} chosen={chosen} now={now} language={language} />
        )}
        <h2>{t(WORDS.log)}</h2>
        {view.log.length === 0 ? (
          <p>{t(WORDS.noLog)}</p>
        ) : (
          <ReminderLog campaign={campaign} forms={forms} lines={view.log} language={language} />
        )}
      </>
    ),
  });
}
