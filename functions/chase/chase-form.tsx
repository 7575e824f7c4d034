import { type Campaign, dueOf } from '../../schemas/campaign.ts';
import type { RemindersView } from '../../schemas/contract/reminders.ts';
import type { Language } from '../../schemas/text.ts';
import { dateText, fromNow } from '../shared/page/dates.ts';
import { idOf } from '../shared/page/error-summary.tsx';
import { speak } from '../shared/page/words.ts';
import { TIMELINESS_WORDS } from '../shared/state-words.ts';
import { type Chosen, isLately } from './chosen.ts';

const WORDS = {
  hint: {
    zh: '每个单位收到一封邮件，列出其未报送的报表；发送前可核对收件人和邮件内容。',
    en: 'Each unit gets one mail that lists what it owes; before it is sent you see to whom it goes and what it says.',
  },
  preset: {
    zh: '已勾选全部未报送的单位，6小时内催报过的除外。',
    en: 'All who owe are ticked, but for those reminded within 6 hours.',
  },
  settled: {
    zh: '所选单位均已报送，下面没有勾选任何单位。',
    en: 'The units that were chosen have reported by now; none is ticked below.',
  },
  units: { zh: '单位', en: 'Units' },
  forms: { zh: '报表', en: 'Forms' },
  due: { zh: '截止', en: 'due' },
  last: { zh: '上次催报：', en: 'last reminded ' },
  check: { zh: '核对催报邮件', en: 'Look at the mails' },
};

export interface ChaseFormProps {
  campaign: Campaign;
  view: RemindersView;
  /** Whom and what the address names; what it does not name is as it is ticked beforehand. */
  chosen: Chosen;
  now: Date;
  language: Language;
}

interface Tick {
  value: string;
  label: unknown;
  checked: boolean;
}

function Ticks({ name, legend, ticks }: { name: string; legend: string; ticks: readonly Tick[] }) {
  return (
    <fieldset class="field many">
      <legend>{legend}</legend>
      {ticks.map(({ value, label, checked }, index) => {
        // The first one is where a line of the error summary leads.
        const id = index === 0 ? idOf(`/${name}`) : `${name}-${value}`;
        return (
          <div class="tick">
            <input type="checkbox" id={id} name={name} value={value} checked={checked} />
            <label for={id}>{label}</label>
          </div>
        );
      })}
    </fieldset>
  );
}

/** The forms that somebody owes in the order of the campaign, each with everybody's day. */
function askedOf(campaign: Campaign, view: RemindersView) {
  const owed = new Map(view.owing.flatMap(({ forms }) => forms.map(({ form, title }) => [form, title])));
  return campaign.requests.flatMap(({ form }) => {
    const [title, due] = [owed.get(form), dueOf(campaign, form)];
    return title && due ? [{ form, title, due: due.toISOString() }] : [];
  });
}

/** Who is to be chased, of what: it leads to the mails as they would be sent, and sends nothing. */
export function ChaseForm({ campaign, view, chosen, now, language }: ChaseFormProps) {
  const t = speak(language);
  const asked = askedOf(campaign, view);
  // At a unit stands what is different there.
  const listed = (forms: RemindersView['owing'][number]['forms']) =>
    forms
      .map(({ form, title, due, overdue }) => {
        const own = asked.every((one) => one.form !== form || one.due !== due);
        const notes = [own && dateText(campaign, due, language), overdue && t(TIMELINESS_WORDS.overdue)];
        return [title, ...notes.filter(Boolean)].join(' ');
      })
      .join(language === 'zh' ? '、' : ', ');
  const { units } = chosen;
  const isSettled = units && units.length > 0 && !view.owing.some(({ unit }) => units.includes(unit));
  return (
    <form method="get" action="/reminders">
      {isSettled && <p class="notice">{t(WORDS.settled)}</p>}
      <p class="hint">
        {[...(units ? [] : [WORDS.preset]), WORDS.hint].map(t).join(language === 'zh' ? '' : ' ')}
      </p>
      <Ticks
        name="units"
        legend={t(WORDS.units)}
        ticks={view.owing.map(({ unit, name, forms, remindedAt }) => ({
          value: unit,
          checked: units ? units.includes(unit) : !isLately(remindedAt, now),
          label: (
            <>
              {name} <small>{listed(forms)}</small>
              {remindedAt && (
                <small>
                  {' '}
                  {t(WORDS.last)}
                  {fromNow(remindedAt, now, language)}
                </small>
              )}
            </>
          ),
        }))}
      />
      <Ticks
        name="forms"
        legend={t(WORDS.forms)}
        ticks={asked.map(({ form, title, due }) => ({
          value: form,
          checked: chosen.forms?.includes(form) ?? true,
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
        <button type="submit" name="check" value="">
          {t(WORDS.check)}
        </button>
      </p>
    </form>
  );
}
