import type { Child } from 'hono/jsx';
import { hintOf } from '../../../schemas/fields/hint.ts';
import type { Finding } from '../../../schemas/form.ts';
import type { Language } from '../../../schemas/text.ts';
import { idOf } from '../page/error-summary.tsx';
import { speak } from '../page/words.ts';
import type { Drawing } from './drawing.ts';

const WORDS = {
  required: { zh: '必填', en: 'required' },
  error: { zh: '错误：', en: 'Error: ' },
  explanation: { zh: '需说明：', en: 'Needs explanation: ' },
  hint: { zh: '提示：', en: 'Hint: ' },
  marked: { zh: '主管部门要求更正此项', en: 'The office asks you to correct this' },
};

export const pointerOf = (name: string): string => `/${name}`;

/** What every control carries, so that its label, hint and error belong to it for those who do not see them. */
export interface ControlAttributes {
  id: string;
  name: string;
  'aria-describedby': string | undefined;
  'aria-invalid': 'true' | undefined;
  'aria-required': 'true' | undefined;
  'aria-labelledby': string | undefined;
}

function describedBy(ids: (string | false | undefined)[]): string | undefined {
  const there = ids.filter((id) => id);
  return there.length > 0 ? there.join(' ') : undefined;
}

/** What is said of a field beforehand; in a table its heads say it. */
function hintText({ field, name, form, labelledBy }: Drawing): string | undefined {
  return labelledBy === undefined ? hintOf(field, /\/\d+\//.test(name))?.[form.language] : undefined;
}

export function attributesOf(drawing: Drawing): ControlAttributes {
  const { field, name, form, labelledBy } = drawing;
  const pointer = pointerOf(name);
  const id = idOf(pointer);
  const finding = form.findings.get(pointer);
  return {
    id,
    name,
    'aria-describedby': describedBy([
      hintText(drawing) !== undefined && `${id}-hint`,
      form.marked.has(pointer) && `${id}-marked`,
      finding && `${id}-error`,
      form.totals?.has(pointer) && `${id}-sum`,
    ]),
    'aria-invalid': finding?.severity === 'blocking' ? 'true' : undefined,
    'aria-required': field.required ? 'true' : undefined,
    'aria-labelledby': labelledBy,
  };
}

/** What was found of a field, next to it; its id is the control's id with `-error`. */
export function FindingText({ finding, id, language }: { finding: Finding; id: string; language: Language }) {
  const word = finding.severity === 'blocking' ? WORDS.error : WORDS[finding.severity];
  return (
    <p class={finding.severity === 'blocking' ? 'error-message' : 'notice-message'} id={`${id}-error`}>
      <span class="visually-hidden">{speak(language)(word)}</span>
      {finding.message[language]}
    </p>
  );
}

export function Title({ drawing: { field, form } }: { drawing: Drawing }) {
  const t = speak(form.language);
  return (
    <>
      {field.code && <span class="code">{field.code}</span>} {t(field.title)}
      {field.unit && <span class="unit"> ({t(field.unit)})</span>}
      {field.required && (
        <abbr class="required" title={t(WORDS.required)}>
          *
        </abbr>
      )}
    </>
  );
}

/** Longer reasons are read whole at the top of the page. */
const MOST_SHOWN = 100;

/** That the office wants this corrected, and why. */
export function Marked({
  id,
  reason = '',
  language,
}: {
  id: string;
  reason?: string | undefined;
  language: Language;
}) {
  const characters = [...reason];
  const shown = characters.slice(0, MOST_SHOWN).join('') + (characters.length > MOST_SHOWN ? '…' : '');
  const colon = language === 'zh' ? '：' : ': ';
  return (
    <p class="marked-message" id={`${id}-marked`}>
      {speak(language)(WORDS.marked)}
      {shown ? colon + shown : language === 'zh' ? '。' : '.'}
    </p>
  );
}

export function Hint({ drawing }: { drawing: Drawing }) {
  const hint = hintText(drawing);
  return hint === undefined ? null : (
    <p class="hint" id={`${idOf(pointerOf(drawing.name))}-hint`}>
      {hint}
    </p>
  );
}

/** Request of the office and finding of a field, in this order. */
export function Said({ drawing: { name, form } }: { drawing: Drawing }) {
  const pointer = pointerOf(name);
  const id = idOf(pointer);
  const finding = form.findings.get(pointer);
  return (
    <>
      {form.marked.has(pointer) && <Marked id={id} reason={form.reason} language={form.language} />}
      {finding && <FindingText finding={finding} id={id} language={form.language} />}
    </>
  );
}

function Notes({ drawing }: { drawing: Drawing }) {
  return (
    <>
      <Hint drawing={drawing} />
      <Said drawing={drawing} />
    </>
  );
}

const stateOf = ({ name, form }: Drawing): string =>
  form.findings.get(pointerOf(name))?.severity === 'blocking' ? 'field field-error' : 'field';

/** One control with its label. In a table the heads of its row and column are its label. */
export function Framed({ drawing, children }: { drawing: Drawing; children: Child }) {
  return (
    <div class={stateOf(drawing)}>
      {drawing.labelledBy === undefined && (
        <label for={idOf(pointerOf(drawing.name))}>
          <Title drawing={drawing} />
        </label>
      )}
      <Notes drawing={drawing} />
      {children}
    </div>
  );
}

/** Several controls that answer one question. */
export function FramedGroup({ drawing, children }: { drawing: Drawing; children: Child }) {
  return (
    <fieldset class={stateOf(drawing)}>
      <legend>
        <Title drawing={drawing} />
      </legend>
      <Notes drawing={drawing} />
      {children}
    </fieldset>
  );
}
