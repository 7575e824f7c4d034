import { list } from './choice.tsx';
import type { FieldPage } from './drawing.ts';
import { textPage } from './text.tsx';

/** A file that is no more; its identifier tells nobody anything. */
export const GONE = { zh: '（文件已移除）', en: '(the file was removed)' };

/** One of the report's files, by its name. */
export const attachmentPage: FieldPage = {
  ...textPage,
  draw: (drawing) => {
    const { slots = [] } = drawing.field;
    const files = drawing.form.files.filter(({ slot }) => slots.includes(slot));
    return list(
      drawing,
      files.map(({ id, label }) => ({ value: id, label })),
      GONE,
    );
  },
};
