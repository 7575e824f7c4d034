import type { Language } from '../../schemas/text.ts';
import { speak } from '../shared/page/words.ts';
import { FILTERS, type Show } from './filter.ts';
import type { Cell } from './rates.ts';

const WORDS = {
  all: { zh: '全部', en: 'All' },
  filters: { zh: '按状态筛选', en: 'Show only' },
};

export interface FiltersProps {
  cells: readonly Cell[];
  show: Show | undefined;
  /** Units that owe nothing are drawn although they have sent nothing. */
  everybody: boolean;
  language: Language;
}

/** How many reports are like this, each number the way to them. */
export function Filters({ cells, show, everybody, language }: FiltersProps) {
  const t = speak(language);
  const units = everybody ? '&units=all' : '';
  const all = everybody ? '/desk?units=all' : '/desk';
  return (
    <nav class="filters" aria-label={t(WORDS.filters)}>
      <a href={all} aria-current={show === undefined ? 'true' : undefined}>
        {t(WORDS.all)}
      </a>
      {FILTERS.map((filter) => (
        <>
          {' '}
          <a
            href={`/desk?show=${filter.show}${units}`}
            aria-current={filter.show === show ? 'true' : undefined}
          >
            {t(filter.title)} <span class="count">{cells.filter(filter.passes).length}</span>
          </a>
        </>
      ))}
    </nav>
  );
}
