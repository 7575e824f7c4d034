import type { RosterView } from '../../schemas/contract/roster.ts';
import { showDate } from '../../schemas/fields/date.ts';
import type { Language } from '../../schemas/text.ts';
import { speak } from '../shared/page/words.ts';
import { Input, NOTHING_TYPED, Select, TextArea, Tick, type Typed } from './input.tsx';
import { WORDS } from './words.ts';

export const EXTENSION = 'extension';

/** New days of a form for all or for one. */
export function ExtensionForm({
  view,
  typed,
  language,
}: {
  view: RosterView;
  typed: Typed;
  language: Language;
}) {
  const t = speak(language);
  const common = { typed: typed.form === EXTENSION ? typed : NOTHING_TYPED, language };
  const colon = language === 'zh' ? '：' : ': ';
  return (
    <form method="post" action="/roster/extensions" id="extend" novalidate>
      <h2>{t(WORDS.extend)}</h2>
      <p class="hint">{t(WORDS.extendHint)}</p>
      <Select
        name="form"
        label={WORDS.form}
        {...common}
        options={view.forms.map(({ id, title, due, closes }) => ({
          value: id,
          label: `${title}${colon}${showDate(due, language)} / ${showDate(closes, language)}`,
        }))}
      />
      <Select
        name="unit"
        label={WORDS.forWhom}
        {...common}
        options={[
          { value: '', label: t(WORDS.allUnits) },
          ...view.units
            .filter(({ removed }) => !removed)
            .map(({ id, name }) => ({ value: id, label: t(name) })),
        ]}
      />
      <Input name="due" type="date" label={WORDS.due} hint={WORDS.dueHint} {...common} />
      <Input name="closes" type="date" label={WORDS.closes} hint={WORDS.closesHint} {...common} />
      <Tick name="shorten" label={WORDS.shorten} {...common} />
      <TextArea name="reason" label={WORDS.reason} hint={WORDS.reasonHint} {...common} />
      <p class="buttons">
        <button type="submit">{t(WORDS.change)}</button>
      </p>
    </form>
  );
}
