import type { FieldPage } from './drawing.ts';
import { line, textPage } from './text.tsx';

/** Not `type=number`: "-" (there is no such thing here) and 1,234 are answers, and wheels change numbers unseen. */
export const numberPage: FieldPage = {
  ...textPage,
  draw: (drawing) => line(drawing, { inputmode: 'decimal' }),
};
