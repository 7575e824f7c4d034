import type { Child } from 'hono/jsx';
import type { Text } from '../../../schemas/text.ts';
import { speak } from '../page/words.ts';
import { type Drawing, type FieldPage, textOf } from './drawing.ts';
import { attributesOf, Framed } from './frame.tsx';
import { textPage } from './text.tsx';

const WORDS = { choose: { zh: '请选择', en: 'Choose' } };

/**
 * A list to choose from. A value that is no option (any more) stays visible, so that it can be mended.
 * @param gone what such a value is called, where it is not read by people
 */
export function list(drawing: Drawing, options: { value: string; label: string }[], gone?: Text): Child {
  const t = speak(drawing.form.language);
  const chosen = textOf(drawing.value);
  const stranger = chosen !== '' && !options.some(({ value }) => value === chosen);
  return (
    <Framed drawing={drawing}>
      <select {...attributesOf(drawing)}>
        <option value="">{t(WORDS.choose)}</option>
        {stranger && (
          <option value={chosen} selected>
            {gone ? t(gone) : chosen}
          </option>
        )}
        {options.map(({ value, label }) => (
          <option value={value} selected={value === chosen}>
            {label}
          </option>
        ))}
      </select>
    </Framed>
  );
}

export const choicePage: FieldPage = {
  ...textPage,
  draw: (drawing) => {
    const t = speak(drawing.form.language);
    const { options = [] } = drawing.field;
    return list(
      drawing,
      options.map(({ value, label }) => ({ value, label: t(label) })),
    );
  },
};
