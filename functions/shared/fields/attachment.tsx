import { list } from './choice.tsx';
import type { FieldPage } from './drawing.ts';
import { textPage } from './text.tsx';

/** One of the report's files, by its name. */
export const attachmentPage: FieldPage = {
  ...textPage,
  draw: (drawing) => {
    const { slots = [] } = drawing.field;
    const files = drawing.form.files.filter(({ slot }) => slots.includes(slot));
    return list(
      drawing,
      files.map(({ id, label }) => ({ value: id, label })),
    );
  },
};
