import type { ReportStatus } from '../../schemas/contract/reports.ts';
import type { Language } from '../../schemas/text.ts';
import { FindingText } from '../shared/fields/frame.tsx';
import { idOf } from '../shared/page/error-summary.tsx';
import { speak } from '../shared/page/words.ts';
import type { Detail } from '../shared/problems.ts';
import type { AskedReport } from './asked-report.ts';
import { type Narrowing, reportAddress } from './narrowing.ts';
import { targets } from './targets.ts';

const WORDS = {
  accept: { zh: '审核通过', en: 'Accept' },
  acceptHint: {
    zh: '审核通过后，报送单位不能自行修改；如需更正，可再退回。',
    en: 'Once accepted, the unit cannot change it; to have it corrected you can still return it.',
  },
  return: { zh: '退回修改', en: 'Return for correction' },
  reason: { zh: '退回原因', en: 'Reason for the return' },
  reasonHint: {
    zh: '将原样发送给报送单位，最多2000字。',
    en: 'It is sent to the unit as it stands; at most 2,000 characters.',
  },
  fields: { zh: '需要更正的内容', en: 'What to correct' },
  fieldsHint: { zh: '可不选，表示整份报表。', en: 'Choose nothing to mean the whole report.' },
};

/** What somebody typed into the form of a return, to be shown again. */
export interface Typed {
  message: string;
  fields: readonly string[];
}

interface FormsProps {
  asked: AskedReport;
  state: ReportStatus;
  revision: number;
  narrowing: Narrowing;
  typed: Typed | undefined;
  details: readonly Detail[];
  language: Language;
}

/** Which revision and state the page showed: decisions are about what was seen. */
function Seen({ state, revision }: Pick<FormsProps, 'state' | 'revision'>) {
  return (
    <>
      <input type="hidden" name="revision" value={String(revision)} />
      <input type="hidden" name="seen" value={state} />
    </>
  );
}

function Reason({ typed, details, language }: FormsProps) {
  const t = speak(language);
  const id = idOf('/message');
  const wrong = details.find(({ pointer }) => pointer === '/message');
  return (
    <div class={wrong ? 'field field-error' : 'field'}>
      <label for={id}>{t(WORDS.reason)}</label>
      <p class="hint" id={`${id}-hint`}>
        {t(WORDS.reasonHint)}
      </p>
      {wrong && <FindingText finding={wrong} id={id} language={language} />}
      <textarea
        id={id}
        name="message"
        rows={4}
        aria-required="true"
        aria-invalid={wrong ? 'true' : undefined}
        aria-describedby={wrong ? `${id}-hint ${id}-error` : `${id}-hint`}
      >
        {/* A parser drops the first line break of a text area, so one is put before what is kept. */}
        {`\n${typed?.message ?? ''}`}
      </textarea>
    </div>
  );
}

function Fields({ asked, typed, language }: FormsProps) {
  const t = speak(language);
  return (
    <details open={typed !== undefined && typed.fields.length > 0}>
      <summary>{t(WORDS.fields)}</summary>
      <fieldset class="field">
        <legend class="visually-hidden">{t(WORDS.fields)}</legend>
        <p class="hint">{t(WORDS.fieldsHint)}</p>
        {targets(asked.definition).map(({ pointer, name }) => {
          const id = `return${idOf(pointer)}`;
          return (
            <div class="tick">
              <input
                type="checkbox"
                id={id}
                name="fields"
                value={pointer}
                checked={typed?.fields.includes(pointer) ?? false}
              />
              <label for={id}>{t(name)}</label>
            </div>
          );
        })}
      </fieldset>
    </details>
  );
}

/** Accept, or return with a reason: what the report's state allows. */
export function DecisionForms(props: FormsProps) {
  const { asked, state, narrowing, language } = props;
  const t = speak(language);
  const action = reportAddress(asked, narrowing, { under: '/decisions' });
  const awaits = state === 'submitted';
  return (
    <section id="decide">
      {awaits && (
        <form method="post" action={action}>
          <Seen {...props} />
          <h2>{t(WORDS.accept)}</h2>
          <p class="hint">{t(WORDS.acceptHint)}</p>
          <p class="buttons">
            <button type="submit" name="decision" value="accept">
              {t(WORDS.accept)}
            </button>
          </p>
        </form>
      )}
      {(awaits || state === 'accepted') && (
        <form method="post" action={action} novalidate>
          <Seen {...props} />
          <h2>{t(WORDS.return)}</h2>
          <Reason {...props} />
          <Fields {...props} />
          <p class="buttons">
            <button type="submit" class="secondary" name="decision" value="return">
              {t(WORDS.return)}
            </button>
          </p>
        </form>
      )}
    </section>
  );
}
