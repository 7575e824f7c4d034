import type { Campaign } from '../../schemas/campaign.ts';
import type { Form } from '../../schemas/form.ts';
import type { Language } from '../../schemas/text.ts';
import { FilterChoice } from '../shared/fields/filter-choice.tsx';
import { speak } from '../shared/page/words.ts';
import { FILTERS } from './filter.ts';
import { deskAddress, type Narrowing, parametersOf } from './narrowing.ts';
import type { Cell } from './rates.ts';

const WORDS = {
  all: { zh: '全部', en: 'All' },
  filters: { zh: '按状态筛选', en: 'Show only' },
  form: { zh: '报表', en: 'Form' },
  group: { zh: '单位类别', en: 'Kind of unit' },
  narrow: { zh: '筛选', en: 'Filter' },
};

export interface FiltersProps {
  campaign: Campaign;
  forms: readonly Form[];
  /** Those of the chosen form and group. */
  cells: readonly Cell[];
  narrowing: Narrowing;
  language: Language;
}

/** How many reports are like this, each number the way to them. */
function States({ cells, narrowing, language }: FiltersProps) {
  const t = speak(language);
  const { show } = narrowing;
  return (
    <nav class="filters" aria-label={t(WORDS.filters)}>
      <a
        href={deskAddress({ ...narrowing, show: undefined })}
        aria-current={show === undefined ? 'true' : undefined}
      >
        {t(WORDS.all)}
      </a>
      {FILTERS.map((filter) => (
        <>
          {' '}
          <a
            href={deskAddress({ ...narrowing, show: filter.show })}
            aria-current={filter.show === show ? 'true' : undefined}
          >
            {t(filter.title)} <span class="count">{cells.filter(filter.passes).length}</span>
          </a>
        </>
      ))}
    </nav>
  );
}

/** Narrows the matrix by state, form and group of units; each keeps what the others say. */
export function Filters(props: FiltersProps) {
  const { campaign, forms, narrowing, language } = props;
  const t = speak(language);
  const kept = parametersOf({ ...narrowing, form: undefined, group: undefined });
  const groups = Object.entries(campaign.groups).filter(([id]) =>
    campaign.units.some(({ group }) => group === id),
  );
  const choices = [
    ['form', forms.map(({ id, short }) => [id, t(short)] as const)],
    ['group', groups.map(([id, title]) => [id, t(title)] as const)],
  ] as const;
  return (
    <>
      <form method="get" action="/desk" class="narrow">
        {kept.map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        {choices.map(([name, options]) =>
          options.length < 2 ? null : (
            <FilterChoice
              name={name}
              label={t(WORDS[name])}
              chosen={narrowing[name]}
              options={options}
              language={language}
            />
          ),
        )}
        <button type="submit" class="secondary">
          {t(WORDS.narrow)}
        </button>
      </form>
      <States {...props} />
    </>
  );
}
