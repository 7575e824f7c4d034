import type { ReportList } from '../../schemas/contract/reports.ts';
import type { Text } from '../../schemas/text.ts';

export type Listed = ReportList['reports'][number];

const WORDS = {
  fill: { zh: '开始填报', en: 'Start' },
  goOn: { zh: '继续填报', en: 'Go on filling in' },
  correct: { zh: '按退回意见修改', en: 'Correct and submit again' },
  again: { zh: '重新报送', en: 'Submit it again' },
  receipt: { zh: '查看回执', en: 'View the receipt' },
  look: { zh: '查看', en: 'Look at it' },
};

/** The one thing to do next about a report, and where. */
export interface Step {
  words: Text;
  href: string;
  /** Somebody waits for it; what is only to be looked at is done. */
  toDo: boolean;
}

/** A report that was submitted can still be corrected: its title leads there, its next step is the proof of it. */
export function nextStep({ form, state, timeliness, reference }: Listed): Step {
  const here = `/reports/${form}`;
  const receipt = reference === undefined ? here : `/receipts/${reference}`;
  const proof = { words: reference === undefined ? WORDS.look : WORDS.receipt, href: receipt, toDo: false };
  if (state === 'accepted' || state === 'submitted') return proof;
  if (state === 'returned') return { words: WORDS.correct, href: here, toDo: true };
  if (timeliness === 'closed') return { words: WORDS.look, href: here, toDo: false };
  if (state === 'withdrawn') return { words: WORDS.again, href: here, toDo: true };
  return { words: state === 'owed' ? WORDS.fill : WORDS.goOn, href: here, toDo: true };
}

/** Somebody waits for what was returned, more than for what was never sent; what is not required can wait longest. */
function rank({ state, timeliness }: Listed): number {
  if (state === 'returned') return 0;
  if (timeliness === 'overdue') return 1;
  return timeliness === 'not-required' ? 3 : 2;
}

/** The most urgent first; the same urgent in the order of the forms. */
export const byUrgency = (reports: readonly Listed[]): Listed[] =>
  [...reports].sort((a, b) => rank(a) - rank(b) || a.due.localeCompare(b.due));
