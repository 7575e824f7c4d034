import type { Field } from '../../schemas/form.ts';
import type { Style } from '../shared/workbook/write/styles.ts';

const INK = '1F2937';
export const LOOKS = {
  title: { bold: true, size: 16, color: INK, middle: true },
  subtitle: { size: 11, color: '4B5563', wrap: true },
  paragraph: { wrap: true },
  heading: { bold: true, fill: 'DCE6F1', border: true, wrap: true, align: 'center', middle: true },
  head: { fill: 'F3F4F6', border: true, wrap: true, middle: true },
  /** Over the look of a cell that a check found something wrong with. */
  wrong: { fill: 'FFC7CE', border: true },
  note: { color: '6B7280', border: true, wrap: true, middle: true },
} as const satisfies { [name: string]: Style };

/** Numbers and days are such; everything else is text, so that neither 0451… nor =1+1 becomes something else. */
function formatOf({ kind, decimals = 0 }: Field): string {
  if (kind === 'count') return '#,##0';
  if (kind === 'amount') return decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(decimals)}`;
  return kind === 'date' ? 'yyyy-mm-dd' : '@';
}

export function answerLook(field: Field, { border = false } = {}): Style {
  const number = field.kind === 'count' || field.kind === 'amount';
  return {
    format: formatOf(field),
    wrap: true,
    middle: true,
    align: number ? 'right' : 'left',
    ...(border && { border }),
  };
}

/** Characters; a Chinese one takes two. */
export function widthOf({ kind, title, maxLength = 0 }: Field): number {
  if (kind === 'long-text' || maxLength > 200) return 44;
  if (kind === 'text') return Math.max(maxLength > 100 ? 30 : 20, title.zh.length * 2 + 4);
  return Math.max(kind === 'phone' || kind === 'email' || kind === 'link' ? 22 : 16, title.zh.length * 2 + 4);
}

/** Programs do not grow rows by themselves when they open a file, so the lines that a text will take are counted. */
export function heightOf(texts: readonly { text: string; width: number }[]): number {
  const lines = texts.map(({ text, width }) =>
    text.split('\n').reduce((sum, line) => {
      const wide = [...line].reduce((cells, character) => cells + (character > '\u2e80' ? 2 : 1), 0);
      return sum + Math.max(1, Math.ceil((wide * 1.15) / width));
    }, 0),
  );
  return Math.min(400, 6 + 15 * Math.max(1, ...lines));
}
