import type { Language } from '../../../schemas/text.ts';
import { speak } from '../page/words.ts';

const WORDS = { all: { zh: '全部', en: 'All' } };

interface FilterChoiceProps {
  name: string;
  label: string;
  /** Empty or absent: all. */
  chosen: string | undefined;
  options: readonly (readonly [value: string, label: string])[];
  language: Language;
}

/** A list that narrows what a page shows; its first choice is all. */
export function FilterChoice({ name, label, chosen, options, language }: FilterChoiceProps) {
  const id = `filter-${name}`;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} name={name}>
        <option value="">{speak(language)(WORDS.all)}</option>
        {options.map(([value, text]) => (
          <option value={value} selected={value === chosen}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}
