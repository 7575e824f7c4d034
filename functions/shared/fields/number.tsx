import { sumText } from '../../../schemas/balance.ts';
import { idOf } from '../page/error-summary.tsx';
import { speak } from '../page/words.ts';
import type { Drawing, FieldPage } from './drawing.ts';
import { pointerOf } from './frame.tsx';
import { line, textPage } from './text.tsx';

const WORDS = { differs: { zh: '，与所填不符', en: ', not what is entered' } };

/** What the parts of a total make. A script keeps it up to date while they are typed (report/browser/totals.ts). */
function Sum({ drawing: { field, name, form } }: { drawing: Drawing }) {
  const pointer = pointerOf(name);
  const total = form.totals?.get(pointer);
  if (!total) return null;
  const t = speak(form.language);
  const words = { label: `${total.partNames.map(t).join(' + ')} = `, differs: t(WORDS.differs) };
  return (
    <output
      class="hint"
      id={`${idOf(pointer)}-sum`}
      for={total.parts.map(idOf).join(' ')}
      aria-live="off"
      data-total={idOf(pointer)}
      data-label={words.label}
      data-differs={words.differs}
      data-unit={field.unit?.zh}
    >
      {sumText(total, words)}
    </output>
  );
}

/** Not `type=number`: "-" (there is no such thing here) and 1,234 are answers, and wheels change numbers unseen. */
export const numberPage: FieldPage = {
  ...textPage,
  draw: (drawing) => (
    <>
      {line(drawing, { inputmode: 'decimal' })}
      <Sum drawing={drawing} />
    </>
  ),
};
