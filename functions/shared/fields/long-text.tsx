import { type FieldPage, textOf } from './drawing.ts';
import { attributesOf, Framed } from './frame.tsx';
import { textPage } from './text.tsx';

export const longTextPage: FieldPage = {
  ...textPage,
  draw: (drawing) => (
    <Framed drawing={drawing}>
      {/* A parser drops the first line break of a text area, so one is put before what is kept. */}
      <textarea {...attributesOf(drawing)} rows={8} data-most={drawing.field.maxLength}>
        {`\n${textOf(drawing.value)}`}
      </textarea>
    </Framed>
  ),
};
