import type { Campaign, Unit } from '../../schemas/campaign.ts';
import type { Form } from '../../schemas/form.ts';
import type { ReportHead } from '../../schemas/report.ts';
import type { Language, Text } from '../../schemas/text.ts';
import { DEFAULT_STATES } from '../shared/archives/choice.ts';
import { idOf } from '../shared/page/error-summary.tsx';
import { speak } from '../shared/page/words.ts';
import { STATE_WORDS } from '../shared/state-words.ts';
import type { Ticked } from './posted-choice.ts';

const WORDS = {
  title: { zh: '生成新的归档', en: 'Build a new archive' },
  forms: { zh: '报表', en: 'Forms' },
  units: { zh: '单位', en: 'Units' },
  states: { zh: '状态', en: 'States' },
  since: { zh: '只含该日及以后报送的', en: 'Only what was submitted on or after' },
  all: { zh: '不选表示全部。', en: 'Choose nothing to mean all.' },
  nothing: { zh: '尚无报送', en: 'nothing yet' },
  reports: { zh: (n: number) => `${n}份`, en: (n: number) => (n === 1 ? '1 report' : `${n} reports`) },
  attachments: { zh: '附件', en: 'Attachments' },
  included: { zh: '含附件', en: 'With attachments' },
  leftOut: { zh: '不含附件，只要填报内容', en: 'Without attachments: the answers alone' },
  preview: { zh: '核对归档内容', en: 'Check what it will hold' },
  optional: { zh: '（选填）', en: ' (optional)' },
};

/** States in which there is something to archive. What was taken back is the unit's again. */
const STATES = ['submitted', 'accepted', 'returned'] as const;

interface Tick {
  value: string;
  label: string;
  hint?: string;
}

function Ticks({
  name,
  legend,
  hint,
  ticks,
  ticked,
}: {
  name: string;
  legend: string;
  hint?: string;
  ticks: Tick[];
  ticked: readonly string[];
}) {
  return (
    <fieldset class="field many" id={idOf(`/${name}`)} tabindex={-1}>
      <legend>{legend}</legend>
      {hint !== undefined && <p class="hint">{hint}</p>}
      {ticks.map(({ value, label, hint: more }) => {
        const id = `${name}-${value}`;
        return (
          <div class="tick">
            <input type="checkbox" id={id} name={name} value={value} checked={ticked.includes(value)} />
            <label for={id}>
              {label}
              {more !== undefined && <small> {more}</small>}
            </label>
          </div>
        );
      })}
    </fieldset>
  );
}

export interface ChoiceForm {
  campaign: Campaign;
  forms: readonly Form[];
  heads: readonly ReportHead[];
  ticked: Ticked | undefined;
  language: Language;
}

/** What of the campaign an archive shall hold, to be looked at before it is built; units that have nothing yet say so. */
export function ChoiceForm({ campaign, forms, heads, ticked, language }: ChoiceForm) {
  const t = speak(language);
  const asked = forms.filter((form) => campaign.requests.some((request) => request.form === form.id));
  const has = ({ state, revision }: ReportHead) => revision > 0 && STATES.some((one) => one === state);
  const hint = (unit: Unit) => {
    const count = heads.filter((head) => head.unit === unit.id && has(head)).length;
    return count === 0 ? t(WORDS.nothing) : WORDS.reports[language](count);
  };
  const named = (name: Text) => t(name);
  const since = idOf('/since');
  return (
    <form method="get" action="/archives/new">
      <h2>{t(WORDS.title)}</h2>
      <Ticks
        name="forms"
        legend={t(WORDS.forms)}
        hint={t(WORDS.all)}
        ticks={asked.map((form) => ({ value: form.id, label: named(form.short) }))}
        ticked={ticked?.forms ?? []}
      />
      <Ticks
        name="units"
        legend={t(WORDS.units)}
        hint={t(WORDS.all)}
        ticks={campaign.units.map((unit) => ({ value: unit.id, label: named(unit.name), hint: hint(unit) }))}
        ticked={ticked?.units ?? []}
      />
      <Ticks
        name="states"
        legend={t(WORDS.states)}
        ticks={STATES.map((state) => ({ value: state, label: named(STATE_WORDS[state]) }))}
        ticked={ticked?.states.length ? ticked.states : DEFAULT_STATES}
      />
      <fieldset class="field" id={idOf('/attachments')} tabindex={-1}>
        <legend>{t(WORDS.attachments)}</legend>
        {[
          { value: 'yes', label: WORDS.included, checked: ticked?.attachments !== 'no' },
          { value: 'no', label: WORDS.leftOut, checked: ticked?.attachments === 'no' },
        ].map(({ value, label, checked }) => (
          <div class="tick">
            <input
              type="radio"
              id={`attachments-${value}`}
              name="attachments"
              value={value}
              checked={checked}
            />
            <label for={`attachments-${value}`}>{t(label)}</label>
          </div>
        ))}
      </fieldset>
      <div class="field">
        <label for={since}>
          {t(WORDS.since)}
          {t(WORDS.optional)}
        </label>
        <input type="date" id={since} name="since" value={ticked?.since ?? ''} />
      </div>
      <p class="buttons">
        <button type="submit">{t(WORDS.preview)}</button>
      </p>
    </form>
  );
}
