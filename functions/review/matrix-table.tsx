import type { Campaign } from '../../schemas/campaign.ts';
import type { Desk } from '../../schemas/contract/desk.ts';
import type { Form } from '../../schemas/form.ts';
import type { Language } from '../../schemas/text.ts';
import { dateText, timeText } from '../shared/page/dates.ts';
import { Time } from '../shared/page/time.tsx';
import { speak } from '../shared/page/words.ts';
import { FILTERS } from './filter.ts';
import { RateText, Standing } from './matrix-cells.tsx';
import { type Narrowing, queryOf } from './narrowing.ts';
import { type Cell, rateOf } from './rates.ts';

const WORDS = {
  caption: { zh: '各单位各报表的报送情况', en: 'Where the reports of each unit stand' },
  unit: { zh: '报送单位', en: 'Reporting unit' },
  rate: { zh: '报送率', en: 'Reporting rate' },
  due: { zh: '截止', en: 'due' },
};

export interface MatrixProps {
  campaign: Campaign;
  forms: readonly Form[];
  columns: Desk['forms'];
  /** The rows. */
  units: Desk['units'];
  /** Of the columns and the chosen group; the rates are about all of them, also those that are not drawn. */
  cells: readonly Cell[];
  narrowing: Narrowing;
  language: Language;
  now: Date;
}

/** What a form is called in little room. */
function shortOf({ forms, language }: MatrixProps, { id, title }: Desk['forms'][number]): string {
  return forms.find((form) => form.id === id)?.short[language] ?? title;
}

function Head(props: MatrixProps) {
  const { campaign, columns, language } = props;
  const t = speak(language);
  return (
    <thead>
      <tr>
        <th scope="col">{t(WORDS.unit)}</th>
        {columns.map((form) => (
          <th scope="col">
            <abbr title={form.title}>{shortOf(props, form)}</abbr>
            <br />
            <small>
              {t(WORDS.due)} <Time campaign={campaign} at={form.due} language={language} as={dateText} />
            </small>
          </th>
        ))}
        <th scope="col">{t(WORDS.rate)}</th>
      </tr>
    </thead>
  );
}

interface RowProps extends MatrixProps {
  name: string;
  own: readonly Cell[];
  query: string;
}

function Row({ name, own, query, ...props }: RowProps) {
  const { campaign, columns, narrowing, language } = props;
  const filter = FILTERS.find(({ show }) => show === narrowing.show);
  return (
    <tr>
      <th scope="row">{name}</th>
      {columns.map((column) => {
        const cell = own.find(({ form }) => form === column.id);
        if (!cell || (filter && !filter.passes(cell))) return <td />;
        return (
          <Standing
            campaign={campaign}
            cell={cell}
            due={column.due}
            label={shortOf(props, column)}
            name={`${name} ${column.title}`}
            query={query}
            language={language}
          />
        );
      })}
      <td data-label={WORDS.rate[language]}>
        <RateText rate={rateOf(own)} />
      </td>
    </tr>
  );
}

/** What the matrix was narrowed to, for whoever has it on paper. */
function narrowedTo({ campaign, forms, narrowing, language }: MatrixProps): string {
  const t = speak(language);
  const { show, form, group } = narrowing;
  const words = [
    FILTERS.find((filter) => filter.show === show)?.title,
    forms.find(({ id }) => id === form)?.short,
    group === undefined ? undefined : campaign.groups[group],
  ];
  return words.flatMap((word) => (word ? [` · ${t(word)}`] : [])).join('');
}

/** Units × forms; on a phone a list of units, each with its forms below one another. */
export function Matrix(props: MatrixProps) {
  const { campaign, columns, units, cells, narrowing, language, now } = props;
  const t = speak(language);
  const byUnit = Map.groupBy(cells, ({ unit }) => unit);
  const query = queryOf(narrowing);
  return (
    <section class="scroll scroll-wide" tabindex={0} aria-label={t(WORDS.caption)}>
      <table class="matrix stack">
        <caption>
          {t(WORDS.caption)}
          {narrowedTo(props)} <small>{timeText(campaign, now, language)}</small>
        </caption>
        <Head {...props} />
        <tbody>
          {units.map((unit) => (
            <Row {...props} name={unit.name} own={byUnit.get(unit.id) ?? []} query={query} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t(WORDS.rate)}</th>
            {columns.map((column) => (
              <td data-label={shortOf(props, column)}>
                <RateText rate={rateOf(cells.filter(({ form }) => form === column.id))} />
              </td>
            ))}
            <td data-label={t(WORDS.rate)}>
              <RateText rate={rateOf(cells)} />
            </td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
}
