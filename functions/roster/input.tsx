import type { Child } from 'hono/jsx';
import type { Language, Text } from '../../schemas/text.ts';
import { Labelled, labelledAttributes, TextBox } from '../shared/fields/labelled.tsx';
import { idOf } from '../shared/page/error-summary.tsx';
import { speak } from '../shared/page/words.ts';
import type { Detail } from '../shared/problems.ts';

/** What a form of this function shows again after a post that was refused. */
export interface Typed {
  /** Which of the page's forms was posted. */
  form?: string | undefined;
  fields: { [name: string]: string };
  details: Detail[];
}

export const NOTHING_TYPED: Typed = { fields: {}, details: [] };

interface Common {
  name: string;
  label: Text;
  hint?: Text;
  typed: Typed;
  language: Language;
  value?: string;
}

const Frame = ({ typed, ...given }: Omit<Common, 'value'> & { children: Child }) => (
  <Labelled {...given} details={typed.details} />
);

const attributes = ({ name, hint, typed }: Pick<Common, 'name' | 'hint' | 'typed'>) =>
  labelledAttributes({ name, hint, details: typed.details });

export function Input({ type = 'text', value = '', ...given }: Common & { type?: string }) {
  return (
    <Frame {...given}>
      <input {...attributes(given)} type={type} value={given.typed.fields[given.name] ?? value} />
    </Frame>
  );
}

export function TextArea({ value = '', rows = 3, typed, ...given }: Common & { rows?: number }) {
  return <TextBox {...given} details={typed.details} rows={rows} value={typed.fields[given.name] ?? value} />;
}

export function Select({
  options,
  value = '',
  ...given
}: Common & { options: { value: string; label: string }[] }) {
  const chosen = given.typed.fields[given.name] ?? value;
  return (
    <Frame {...given}>
      <select {...attributes(given)}>
        {options.map((option) => (
          <option value={option.value} selected={option.value === chosen}>
            {option.label}
          </option>
        ))}
      </select>
    </Frame>
  );
}

export function Tick({ name, label, typed, language }: Omit<Common, 'value' | 'hint'>) {
  const id = idOf(`/${name}`);
  return (
    <div class="tick">
      <input type="checkbox" id={id} name={name} value="true" checked={typed.fields[name] === 'true'} />
      <label for={id}>{speak(language)(label)}</label>
    </div>
  );
}
