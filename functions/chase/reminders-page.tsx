import { type Campaign, dueOf } from '../../schemas/campaign.ts';
import type { RemindersView } from '../../schemas/contract/reminders.ts';
import type { Form } from '../../schemas/form.ts';
import type { Session } from '../../schemas/session.ts';
import type { Language, Text } from '../../schemas/text.ts';
import { dateText } from '../shared/page/dates.ts';
import { page } from '../shared/page/layout.tsx';
import { Time } from '../shared/page/time.tsx';
import { speak } from '../shared/page/words.ts';
import { TIMELINESS_WORDS } from '../shared/state-words.ts';

const WORDS = {
  title: { zh: '催报', en: 'Reminders' },
  intro: {
    zh: '系统在截止日前3天、前1天、当天上午10时及逾期后每天自动催报，只发给未报送的单位；已暂存未提交的，前2天另行提醒。',
    en: 'Reminders go out by themselves three days and one day before the due day, on it at 10:00, and daily after it, to those who owe alone; two days before, also to those with a draft that is not submitted.',
  },
  owing: { zh: '现在未报送的单位', en: 'Who owes now' },
  none: { zh: '没有未报送的单位。', en: 'Nobody owes anything.' },
  chaseHint: {
    zh: '不选表示全部。每个单位收到一封邮件，列出其未报送的报表。',
    en: 'Choose nothing to mean all. Each unit gets one mail that lists what it owes.',
  },
  settled: {
    zh: '所选单位均已报送，下面没有勾选任何单位。',
    en: 'The units that were chosen have reported by now; none is ticked below.',
  },
  units: { zh: '单位', en: 'Units' },
  forms: { zh: '报表', en: 'Forms' },
  due: { zh: '截止', en: 'due' },
  chase: { zh: '立即催报', en: 'Chase now' },
  chased: {
    zh: (count: string) => `已向${count}个单位发出催报。`,
    en: (count: string) => (count === '1' ? '1 unit is being chased.' : `${count} units are being chased.`),
  },
  log: { zh: '催报记录', en: 'Reminder log' },
  noLog: { zh: '还没有催报。', en: 'No reminder was sent yet.' },
  at: { zh: '时间', en: 'Time' },
  unit: { zh: '单位', en: 'Unit' },
  by: { zh: '发起', en: 'By' },
  schedule: { zh: '自动', en: 'Schedule' },
  fate: { zh: '邮件', en: 'Mail' },
};

const FATE: { [status: string]: Text } = {
  pending: { zh: '待发送', en: 'waiting' },
  sending: { zh: '发送中', en: 'being sent' },
  sent: { zh: '已发送', en: 'sent' },
  failed: { zh: '未能送达', en: 'not delivered' },
};

export interface RemindersPage {
  campaign: Campaign;
  forms: readonly Form[];
  view: RemindersView;
  session: Session;
  language: Language;
  /** One chase: posted twice it is done once. */
  key: string;
  chased: string | undefined;
  /** Whom and what the address asks to chase: ticked beforehand. */
  chosen: { units: readonly string[]; forms: readonly string[] };
  now: Date;
}

function Ticks({
  name,
  legend,
  ticks,
  chosen,
}: {
  name: string;
  legend: string;
  ticks: { value: string; label: unknown }[];
  chosen: readonly string[];
}) {
  return (
    <fieldset class="field many">
      <legend>{legend}</legend>
      {ticks.map(({ value, label }) => (
        <div class="tick">
          <input
            type="checkbox"
            id={`${name}-${value}`}
            name={name}
            value={value}
            checked={chosen.includes(value)}
          />
          <label for={`${name}-${value}`}>{label}</label>
        </div>
      ))}
    </fieldset>
  );
}

function Chase({ campaign, view, key, chosen, language }: Omit<RemindersPage, 'session'>) {
  const t = speak(language);
  const owed = new Map(view.owing.flatMap(({ forms }) => forms.map(({ form, title }) => [form, title])));
  // In the order of the campaign, each with everybody's day; at a unit stands what is different there.
  const asked = campaign.requests.flatMap(({ form }) => {
    const [title, due] = [owed.get(form), dueOf(campaign, form)];
    return title && due ? [{ form, title, due: due.toISOString() }] : [];
  });
  const listed = (forms: RemindersView['owing'][number]['forms']) =>
    forms
      .map(({ form, title, due, overdue }) => {
        const own = asked.every((one) => one.form !== form || one.due !== due);
        const notes = [own && dateText(campaign, due, language), overdue && t(TIMELINESS_WORDS.overdue)];
        return [title, ...notes.filter(Boolean)].join(' ');
      })
      .join(language === 'zh' ? '、' : ', ');
  const isSettled = chosen.units.length > 0 && !view.owing.some(({ unit }) => chosen.units.includes(unit));
  return (
    <form method="post" action="/reminders">
      {isSettled && <p class="notice">{t(WORDS.settled)}</p>}
      <p class="hint">{t(WORDS.chaseHint)}</p>
      <input type="hidden" name="key" value={key} />
      <Ticks
        name="units"
        legend={t(WORDS.units)}
        chosen={chosen.units}
        ticks={view.owing.map(({ unit, name, forms }) => ({
          value: unit,
          label: (
            <>
              {name} <small>{listed(forms)}</small>
            </>
          ),
        }))}
      />
      <Ticks
        name="forms"
        legend={t(WORDS.forms)}
        chosen={chosen.forms}
        ticks={asked.map(({ form, title, due }) => ({
          value: form,
          label: (
            <>
              {title}{' '}
              <small>
                {t(WORDS.due)} {dateText(campaign, due, language)}
              </small>
            </>
          ),
        }))}
      />
      <p class="buttons">
        <button type="submit">{t(WORDS.chase)}</button>
      </p>
    </form>
  );
}

function Log({ campaign, forms, view, language }: Omit<RemindersPage, 'session'>) {
  const t = speak(language);
  const nameOf = (id: string) => forms.find((form) => form.id === id)?.short[language] ?? id;
  return (
    <table class="stack">
      <thead>
        <tr>
          {[WORDS.at, WORDS.unit, WORDS.forms, WORDS.by, WORDS.fate].map((head) => (
            <th scope="col">{t(head)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {view.log.map(({ at, name, forms: of, by, status }) => (
          <tr>
            <th scope="row">
              <Time campaign={campaign} at={at} language={language} />
            </th>
            <td data-label={t(WORDS.unit)}>{name}</td>
            <td data-label={t(WORDS.forms)}>{of.map(nameOf).join(language === 'zh' ? '、' : ', ')}</td>
            <td data-label={t(WORDS.by)}>{by ?? t(WORDS.schedule)}</td>
            <td data-label={t(WORDS.fate)}>{status && FATE[status]?.[language]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Who owes what, the button that chases them, and who was reminded when. */
export function remindersPage({ session, ...props }: RemindersPage): string {
  const { campaign, view, language, chased, chosen } = props;
  const t = speak(language);
  return page({
    title: t(WORDS.title),
    language,
    session,
    at: '/reminders',
    query: chosen,
    children: (
      <>
        <p class="caption">{t(campaign.title)}</p>
        <h1>{t(WORDS.title)}</h1>
        {chased !== undefined && /^\d{1,4}$/.test(chased) && (
          <p class="notice" role="status">
            {WORDS.chased[language](chased)}
          </p>
        )}
        <p>{t(WORDS.intro)}</p>
        <h2>{t(WORDS.owing)}</h2>
        {view.owing.length === 0 ? <p>{t(WORDS.none)}</p> : <Chase {...props} />}
        <h2>{t(WORDS.log)}</h2>
        {view.log.length === 0 ? <p>{t(WORDS.noLog)}</p> : <Log {...props} />}
      </>
    ),
  });
}
