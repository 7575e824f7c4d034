import type { Style } from '../shared/workbook/write/styles.ts';

/** Of the line that names the columns. */
export const HEADING: Style = {
  bold: true,
  fill: 'DCE6F1',
  border: true,
  wrap: true,
  align: 'center',
  middle: true,
};

/** Whatever is typed stays text: neither 0451… nor =1+1 nor a day becomes something else. */
export const TEXT: Style = { format: '@', wrap: true, middle: true };
