import type { FeaturedActivity } from '../../../schemas/featured.ts';
import type { Language } from '../../../schemas/text.ts';
import { COLUMNS } from '../../shared/featured/activity.ts';
import { FEATURED_WORDS, MODE_WORDS } from '../../shared/page/featured-words.ts';
import { writeWorkbook } from '../../shared/workbook/write/workbook.ts';
import { HEADING, TEXT } from '../styles.ts';

const WIDTHS: { [column in keyof FeaturedActivity]: number } = {
  name: 28,
  kind: 14,
  time: 22,
  place: 28,
  mode: 14,
  organiser: 24,
  content: 50,
};
/** Rows that may still be typed, which the list of modes is offered for. */
const MORE_ROWS = 300;

/** The featured activities as they are, to be changed and brought back. */
export function featuredTemplate(activities: readonly FeaturedActivity[], language: Language): Buffer {
  const modes = Object.values(MODE_WORDS).map((word) => word[language]);
  const mode = COLUMNS.indexOf('mode') + 1;
  const area = { top: 2, left: mode, bottom: activities.length + MORE_ROWS, right: mode };
  return writeWorkbook([
    {
      name: '特色活动 Activities',
      columns: COLUMNS.map((column) => ({ width: WIDTHS[column], style: TEXT })),
      frozen: { rows: 1, columns: 1 },
      rows: [
        {
          cells: COLUMNS.map((column) => {
            const { zh, en } = FEATURED_WORDS[column];
            return { value: `${zh}\n${en}`, style: HEADING };
          }),
          height: 36,
        },
        ...activities.map((activity) => ({
          cells: COLUMNS.map((column) => ({
            value: column === 'mode' ? MODE_WORDS[activity.mode][language] : activity[column],
            style: TEXT,
          })),
        })),
      ],
      validations: [{ area, type: 'list', formulas: [`"${modes.join(',')}"`] }],
    },
  ]);
}
