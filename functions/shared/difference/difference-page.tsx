import type { Unit } from '../../../schemas/campaign.ts';
import type { Difference } from '../../../schemas/contract/difference.ts';
import type { Form } from '../../../schemas/form.ts';
import type { Session } from '../../../schemas/session.ts';
import type { Language } from '../../../schemas/text.ts';
import { page } from '../page/layout.tsx';
import { speak } from '../page/words.ts';
import { revisionName } from '../reports/revision-name.ts';
import { DifferenceTable, linesOf } from './difference-table.tsx';

const WORDS = {
  title: { zh: '比较历次报送', en: 'Compare revisions' },
  from: { zh: '原', en: 'Earlier' },
  to: { zh: '新', en: 'Later' },
  compare: { zh: '比较', en: 'Compare' },
  back: { zh: '返回报表', en: 'Back to the report' },
  none: { zh: '两次报送内容相同。', en: 'The two revisions are the same.' },
};

export interface DifferencePage {
  form: Form;
  unit: Unit;
  difference: Difference;
  /** The newest revision: any two up to it can be compared. */
  newest: number;
  /** The report's own page. */
  report: string;
  /** Parameters that its address keeps: the list that somebody came from. */
  kept: readonly [string, string][];
  session: Session;
  language: Language;
}

function Choice({
  name,
  label,
  chosen,
  props,
}: {
  name: string;
  label: string;
  chosen: number;
  props: DifferencePage;
}) {
  return (
    <div class="field">
      <label for={`choose-${name}`}>{label}</label>
      <select id={`choose-${name}`} name={name}>
        {Array.from({ length: props.newest }, (_, index) => index + 1).map((revision) => (
          <option value={String(revision)} selected={revision === chosen}>
            {revisionName(revision, props.language)}
          </option>
        ))}
      </select>
    </div>
  );
}

/** Two revisions of a report, chosen by whoever looks, and what they differ in. */
export function differencePage(props: DifferencePage): string {
  const { form, unit, difference, session, language, report, kept } = props;
  const t = speak(language);
  const lines = linesOf(form, difference, language);
  const { from, to } = difference;
  return page({
    title: `${t(WORDS.title)} – ${t(unit.name)} ${t(form.short)}`,
    language,
    session,
    at: session.role === 'unit' ? '/reports/' : '/desk/',
    query: { ...Object.fromEntries(kept), from: String(from), to: String(to) },
    children: (
      <>
        <p class="caption">{t(form.title)}</p>
        <h1>
          {t(WORDS.title)} <small>{t(unit.name)}</small>
        </h1>
        <p>
          <a href={kept.length > 0 ? `${report}?${new URLSearchParams([...kept])}` : report}>
            {t(WORDS.back)}
          </a>
        </p>
        <form method="get" action={`${report}/difference`} class="narrow no-print">
          {kept.map(([name, value]) => (
            <input type="hidden" name={name} value={value} />
          ))}
          <Choice name="from" label={t(WORDS.from)} chosen={from} props={props} />
          <Choice name="to" label={t(WORDS.to)} chosen={to} props={props} />
          <p class="buttons">
            <button type="submit" class="secondary">
              {t(WORDS.compare)}
            </button>
          </p>
        </form>
        {lines.length === 0 ? (
          <p class="notice">{t(WORDS.none)}</p>
        ) : (
          <DifferenceTable lines={lines} from={from} to={to} language={language} />
        )}
      </>
    ),
  });
}
