import type { ReportStatus } from '../../schemas/contract/reports.ts';
import type { Language, Text } from '../../schemas/text.ts';
import { Labelled, labelledAttributes, TextBox } from '../shared/fields/labelled.tsx';
import { idOf } from '../shared/page/error-summary.tsx';
import { speak } from '../shared/page/words.ts';
import type { Detail } from '../shared/problems.ts';
import type { AskedReport } from './asked-report.ts';
import { type Narrowing, reportAddress } from './narrowing.ts';
import { type RowsTyped, rowsFields, rowsName } from './rows-to-correct.ts';
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
  rows: ({ zh, en }: Text) => ({ zh: `“${zh}”中的某几行`, en: `Only some rows of ${en}` }),
  rowsHint: { zh: '填写行号，例如：3、5-7', en: 'Numbers of rows, for example: 3, 5-7' },
};

/** Of somebody who typed why it goes back and then pressed the button of acceptance, nobody knows what is meant. */
export const BOTH: Detail = {
  pointer: '/message',
  severity: 'blocking',
  code: 'reason-for-acceptance',
  message: {
    zh: '已填写退回原因或勾选需要更正的内容：如要退回，请按“退回修改”；如要通过，请先清空后再按“审核通过”。',
    en: 'A reason for the return or what to correct is filled in. Press “Return for correction” to return the report, or clear it and then accept.',
  },
};

/** What somebody typed into the form of a return, to be shown again. */
export interface Typed {
  message: string;
  fields: readonly string[];
  /** The numbers of rows, by the control's name. */
  rows: RowsTyped;
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

/** Some rows of a register alone: of 500 one is wrong. */
function Rows({ asked, typed, details, language }: FormsProps) {
  return (
    <>
      {rowsFields(asked.definition).map((field) => {
        const control = { name: rowsName(field), hint: WORDS.rowsHint, details };
        return (
          <Labelled {...control} label={WORDS.rows(field.title)} language={language}>
            <input {...labelledAttributes(control)} type="text" value={typed?.rows[control.name] ?? ''} />
          </Labelled>
        );
      })}
    </>
  );
}

function Fields(props: FormsProps) {
  const { asked, typed, language } = props;
  const t = speak(language);
  const kept = typed !== undefined && [...typed.fields, ...Object.values(typed.rows)].some(Boolean);
  return (
    <details open={kept}>
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
        <Rows {...props} />
      </fieldset>
    </details>
  );
}

/** Accept, or return with a reason: what the report's state allows. One form, so that no reason typed is passed over. */
export function DecisionForms(props: FormsProps) {
  const { asked, state, narrowing, language } = props;
  const t = speak(language);
  const awaits = state === 'submitted';
  if (!awaits && state !== 'accepted') return <section id="decide" />;
  return (
    <section id="decide">
      <form
        method="post"
        action={reportAddress(asked, narrowing, { under: '/decisions' })}
        data-reason-kept={t(BOTH.message)}
        novalidate
      >
        <Seen {...props} />
        {awaits && (
          <>
            {/* The form's first button is what Enter in a field presses: it must not accept. */}
            <button type="submit" disabled hidden />
            <h2>{t(WORDS.accept)}</h2>
            <p class="hint">{t(WORDS.acceptHint)}</p>
            <p class="buttons">
              <button type="submit" name="decision" value="accept">
                {t(WORDS.accept)}
              </button>
            </p>
          </>
        )}
        <h2>{t(WORDS.return)}</h2>
        <TextBox
          name="message"
          label={WORDS.reason}
          hint={WORDS.reasonHint}
          details={props.details}
          language={language}
          rows={4}
          value={props.typed?.message ?? ''}
          required
        />
        <Fields {...props} />
        <p class="buttons">
          <button type="submit" class="secondary" name="decision" value="return">
            {t(WORDS.return)}
          </button>
        </p>
      </form>
    </section>
  );
}
