import type { Child } from 'hono/jsx';
import type { Language, Text } from '../../../schemas/text.ts';
import { idOf } from '../page/error-summary.tsx';
import { speak } from '../page/words.ts';
import type { Detail } from '../problems.ts';
import { FindingText } from './frame.tsx';

/** A control of a page's own form, which no form's definition describes. */
export interface Described {
  name: string;
  hint?: Text | undefined;
  details: readonly Detail[];
}

const wrongWith = ({ name, details }: Described) => details.find(({ pointer }) => pointer === `/${name}`);

/** Its label, its hint and what is wrong with it, and then the control. */
export function Labelled({
  label,
  language,
  children,
  ...described
}: Described & { label: Text; language: Language; children: Child }) {
  const t = speak(language);
  const id = idOf(`/${described.name}`);
  const wrong = wrongWith(described);
  return (
    <div class={wrong ? 'field field-error' : 'field'}>
      <label for={id}>{t(label)}</label>
      {described.hint && (
        <p class="hint" id={`${id}-hint`}>
          {t(described.hint)}
        </p>
      )}
      {wrong && <FindingText finding={wrong} id={id} language={language} />}
      {children}
    </div>
  );
}

/** Room for several lines of text. */
export function TextBox({
  label,
  language,
  rows,
  value,
  required,
  ...described
}: Described & { label: Text; language: Language; rows: number; value: string; required?: boolean }) {
  return (
    <Labelled label={label} language={language} {...described}>
      <textarea
        {...labelledAttributes(described)}
        rows={rows}
        aria-required={required ? ('true' as const) : undefined}
      >
        {/* A parser drops the first line break of a text area, so one is put before what is kept. */}
        {`\n${value}`}
      </textarea>
    </Labelled>
  );
}

/** What ties the control to its label, its hint and what is wrong with it. */
export function labelledAttributes(described: Described) {
  const { name, hint } = described;
  const id = idOf(`/${name}`);
  const wrong = wrongWith(described) !== undefined;
  return {
    id,
    name,
    'aria-invalid': wrong ? ('true' as const) : undefined,
    'aria-describedby': [hint && `${id}-hint`, wrong && `${id}-error`].filter(Boolean).join(' ') || undefined,
  };
}
