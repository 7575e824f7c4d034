import type { Language, Text } from '../../schemas/text.ts';
import { FindingText } from '../shared/fields/frame.tsx';
import { idOf } from '../shared/page/error-summary.tsx';
import { speak } from '../shared/page/words.ts';
import type { Detail } from '../shared/problems.ts';

interface TextFieldProps {
  name: 'email' | 'code';
  label: Text;
  hint?: Text;
  value: string;
  details: readonly Detail[];
  language: Language;
}

/** How browsers help with what is typed. */
const INPUTS = {
  email: { type: 'email', autocomplete: 'email' },
  code: { inputmode: 'numeric', autocomplete: 'one-time-code' },
} as const;

/** One line to type, with its hint and what is wrong with it. */
export function TextField({ name, label, hint, value, details, language }: TextFieldProps) {
  const t = speak(language);
  const id = idOf(`/${name}`);
  const wrong = details.find(({ pointer }) => pointer === `/${name}`);
  const described = [...(hint ? [`${id}-hint`] : []), ...(wrong ? [`${id}-error`] : [])];
  return (
    <div class={wrong ? 'field field-error' : 'field'}>
      <label for={id}>{t(label)}</label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {t(hint)}
        </p>
      )}
      {wrong && <FindingText finding={wrong} id={id} language={language} />}
      <input
        id={id}
        name={name}
        class={name === 'code' ? 'short' : undefined}
        value={value}
        spellcheck={false}
        aria-invalid={wrong ? 'true' : undefined}
        aria-describedby={described.length > 0 ? described.join(' ') : undefined}
        {...INPUTS[name]}
      />
    </div>
  );
}
