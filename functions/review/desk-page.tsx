import type { Campaign } from '../../schemas/campaign.ts';
import type { Desk } from '../../schemas/contract/desk.ts';
import type { Form } from '../../schemas/form.ts';
import type { Session } from '../../schemas/session.ts';
import type { Language } from '../../schemas/text.ts';
import { dateText, timeText } from '../shared/page/dates.ts';
import { page } from '../shared/page/layout.tsx';
import { Time } from '../shared/page/time.tsx';
import { speak } from '../shared/page/words.ts';
import { BulkNotice, type Outcome } from './bulk-notice.tsx';
import { FILTERS, type Show } from './filter.ts';
import { RateText, Standing } from './matrix-cells.tsx';
import { Filters } from './matrix-filters.tsx';
import { cellsOf, rateOf } from './rates.ts';

const WORDS = {
  title: { zh: '报送进度', en: 'Progress' },
  caption: { zh: '各单位各报表的报送情况', en: 'Where the reports of each unit stand' },
  unit: { zh: '报送单位', en: 'Reporting unit' },
  rate: { zh: '报送率', en: 'Reporting rate' },
  due: { zh: '截止', en: 'due' },
  none: { zh: '没有符合条件的报表。', en: 'No report is like that.' },
  acceptAll: { zh: '所选报表审核通过', en: 'Accept the ticked reports' },
  optional: { zh: '显示非必报单位', en: 'Show units that need not report' },
  fewer: { zh: '隐藏没有报送的非必报单位', en: 'Hide those of them that reported nothing' },
};

export interface DeskPage {
  campaign: Campaign;
  forms: readonly Form[];
  desk: Desk;
  session: Session;
  language: Language;
  show: Show | undefined;
  /** Units that owe nothing are drawn although they have sent nothing. */
  everybody: boolean;
  now: Date;
  /** Of a decision about several reports that was just made. */
  outcome?: Outcome | undefined;
}

function Head({
  campaign,
  forms,
  desk,
  language,
}: Pick<DeskPage, 'campaign' | 'forms' | 'desk' | 'language'>) {
  const t = speak(language);
  return (
    <thead>
      <tr>
        <th scope="col">{t(WORDS.unit)}</th>
        {desk.forms.map(({ id, title, due }) => {
          const form = forms.find((one) => one.id === id);
          return (
            <th scope="col">
              <abbr title={title}>{form ? t(form.short) : title}</abbr>
              <br />
              <small>
                {t(WORDS.due)} <Time campaign={campaign} at={due} language={language} as={dateText} />
              </small>
            </th>
          );
        })}
        <th scope="col">{t(WORDS.rate)}</th>
      </tr>
    </thead>
  );
}

/** Units in rows, forms in columns; a unit that owes nothing and sent nothing is left out unless asked for. */
export function deskPage(props: DeskPage): string {
  const { campaign, desk, session, language, show, everybody, now, outcome } = props;
  const t = speak(language);
  const cells = cellsOf(campaign, desk);
  const filter = FILTERS.find((one) => one.show === show);
  const of = (unit: string) => cells.filter((cell) => cell.unit === unit);
  const shown = desk.units.filter(({ id }) =>
    filter
      ? of(id).some(filter.passes)
      : everybody || of(id).some((cell) => cell.owed || cell.state !== 'owed'),
  );
  const optional = desk.units.some(({ id }) => of(id).every((cell) => !cell.owed && cell.state === 'owed'));
  const waiting = cells.some(({ state }) => state === 'submitted');
  const formName = (id: string) => desk.forms.find((form) => form.id === id)?.title ?? id;
  return page({
    title: t(WORDS.title),
    language,
    session,
    at: '/desk',
    query: { show, units: everybody ? 'all' : undefined },
    children: (
      <>
        <p class="caption">{t(campaign.title)}</p>
        <h1>{t(WORDS.title)}</h1>
        <Filters cells={cells} show={show} everybody={everybody} language={language} />
        {outcome && <BulkNotice outcome={outcome} desk={desk} language={language} />}
        {shown.length === 0 ? (
          <p>{t(WORDS.none)}</p>
        ) : (
          <form class="printed" method="post" action="/desk/decisions">
            <section class="scroll scroll-wide" tabindex={0} aria-label={t(WORDS.caption)}>
              <table class="matrix">
                <caption>
                  {t(WORDS.caption)} <small>{timeText(campaign, now, language)}</small>
                </caption>
                <Head {...props} />
                <tbody>
                  {shown.map(({ id, name }) => (
                    <tr>
                      <th scope="row">{name}</th>
                      {of(id).map((cell) =>
                        filter && !filter.passes(cell) ? (
                          <td />
                        ) : (
                          <Standing cell={cell} name={`${name} ${formName(cell.form)}`} language={language} />
                        ),
                      )}
                      <td>
                        <RateText rate={rateOf(of(id))} />
                      </td>
                    </tr>
                  ))}
                </tbody>
                <tfoot>
                  <tr>
                    <th scope="row">{t(WORDS.rate)}</th>
                    {desk.forms.map(({ id }) => (
                      <td>
                        <RateText rate={rateOf(cells.filter(({ form }) => form === id))} />
                      </td>
                    ))}
                    <td>
                      <RateText rate={rateOf(cells)} />
                    </td>
                  </tr>
                </tfoot>
              </table>
            </section>
            {waiting && (
              <p class="buttons no-print">
                <button type="submit" name="decision" value="accept">
                  {t(WORDS.acceptAll)}
                </button>
              </p>
            )}
          </form>
        )}
        {optional && filter === undefined && (
          <p>
            <a href={everybody ? '/desk' : '/desk?units=all'}>
              {t(everybody ? WORDS.fewer : WORDS.optional)}
            </a>
          </p>
        )}
      </>
    ),
  });
}
