import type { Language, Text } from '../../schemas/text.ts';
import { type Described, Labelled, labelledAttributes } from '../shared/fields/labelled.tsx';

interface TextFieldProps extends Described {
  name: 'email' | 'code';
  label: Text;
  value: string;
  language: Language;
}

/** How browsers help with what is typed. */
const INPUTS = {
  email: { type: 'email', autocomplete: 'email' },
  code: { inputmode: 'numeric', autocomplete: 'one-time-code' },
} as const;

/** One line to type, with its hint and what is wrong with it. */
export function TextField({ value, ...given }: TextFieldProps) {
  return (
    <Labelled {...given}>
      <input
        {...labelledAttributes(given)}
        value={value}
        class={given.name === 'code' ? 'short' : undefined}
        spellcheck={false}
        {...INPUTS[given.name]}
      />
    </Labelled>
  );
}
