import { type FieldPage, textOf } from './drawing.ts';
import { line, textPage } from './text.tsx';

const DAY = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

export const datePage: FieldPage = {
  ...textPage,
  // A date control shows nothing for what is no date: then the text that was typed must stay to be mended.
  draw: (drawing) => {
    const typed = textOf(drawing.value);
    return line(drawing, { type: typed === '' || DAY.test(typed) ? 'date' : 'text' });
  },
};
