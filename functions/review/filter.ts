import * as z from 'zod';
import type { Text } from '../../schemas/text.ts';
import { isReported } from '../shared/reports/rate.ts';
import { STATE_WORDS } from '../shared/state-words.ts';
import type { Cell } from './rates.ts';

/** What the matrix can be narrowed to. */
const Show = z.enum(['submitted', 'returned', 'accepted', 'missing', 'late', 'unread']);
export type Show = z.infer<typeof Show>;

/** What a query asks for; what is no filter shows all. */
export const showOf = (asked: string | undefined): Show | undefined => Show.safeParse(asked).data;

const hasState = (state: Show) => (cell: Cell) => cell.state === state;

/** In the order of the desk's work: what waits for the office, for a unit, for nobody. */
export const FILTERS: readonly { show: Show; title: Text; passes: (cell: Cell) => boolean }[] = [
  { show: 'submitted', title: STATE_WORDS.submitted, passes: hasState('submitted') },
  { show: 'returned', title: STATE_WORDS.returned, passes: hasState('returned') },
  { show: 'accepted', title: STATE_WORDS.accepted, passes: hasState('accepted') },
  {
    show: 'missing',
    title: { zh: '应报未报', en: 'Owed and not submitted' },
    passes: (cell) => cell.owed && !isReported(cell),
  },
  {
    show: 'late',
    title: { zh: '逾期（含逾期未报）', en: 'Late or overdue' },
    passes: ({ timeliness, owed }) =>
      timeliness === 'late' || (owed && ['overdue', 'closed'].includes(timeliness)),
  },
  {
    show: 'unread',
    title: { zh: '有新留言', en: 'New messages' },
    passes: ({ unread }) => unread === true,
  },
];
