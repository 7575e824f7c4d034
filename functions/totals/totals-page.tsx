import type { Campaign } from '../../schemas/campaign.ts';
import type { FormTotals } from '../../schemas/contract/totals.ts';
import type { Form } from '../../schemas/form.ts';
import type { Session } from '../../schemas/session.ts';
import type { Language } from '../../schemas/text.ts';
import { page } from '../shared/page/layout.tsx';
import { Time } from '../shared/page/time.tsx';
import { speak } from '../shared/page/words.ts';
import { MeasureChart, TotalsTable, UnitsTable } from './figures.tsx';
import { measuresOf } from './measures.ts';
import { Problems, Standing } from './standing.tsx';
import { TallyTable } from './tally-table.tsx';
import { WORDS } from './words.ts';

interface TotalsPage {
  campaign: Campaign;
  form: Form;
  totals: FormTotals;
  session: Session;
  language: Language;
  now: Date;
}

/** All that is submitted, or only what is accepted. */
function Counted({ totals, language }: Pick<TotalsPage, 'totals' | 'language'>) {
  const t = speak(language);
  const here = `/totals/${totals.form}`;
  const links = [
    { href: here, text: t(WORDS.all), current: !totals.accepted },
    { href: `${here}?states=accepted`, text: t(WORDS.accepted), current: totals.accepted },
  ];
  return (
    <nav class="filters" aria-label={t(WORDS.counted)}>
      {links.map(({ href, text, current }) => (
        <a href={href} aria-current={current ? 'true' : undefined}>
          {text}
        </a>
      ))}
    </nav>
  );
}

/** The province's totals of one form. */
export function totalsPage({ campaign, form, totals, session, language, now }: TotalsPage): string {
  const t = speak(language);
  const query = totals.accepted ? '?states=accepted' : '';
  const headlines = measuresOf(form).filter(({ headline }) => headline);
  const drawn = totals.measures.filter(({ measure }) => headlines.some(({ pointer }) => pointer === measure));
  return page({
    title: `${t(form.title)} – ${t(WORDS.title)}`,
    language,
    session,
    at: '/totals/',
    query: { states: totals.accepted ? 'accepted' : undefined },
    children: (
      <>
        <p class="caption">
          {t(campaign.title)} <Time campaign={campaign} at={now} language={language} />
        </p>
        <h1>
          {t(form.title)} – {t(WORDS.title)}
        </h1>
        <p>{t(WORDS.intro)}</p>
        <Counted totals={totals} language={language} />
        <p>
          <a href={`/totals/${form.id}/table.xlsx${query}`}>{t(WORDS.download)}</a>
        </p>
        <Standing totals={totals} language={language} />
        {totals.measures.length > 0 && <Problems totals={totals} language={language} />}
        {totals.tallies.length > 0 && (
          <>
            <h2>{t(WORDS.rowsOf)}</h2>
            {totals.tallies.map((tally) => (
              <TallyTable tally={tally} totals={totals} language={language} />
            ))}
          </>
        )}
        {totals.measures.length > 0 && (
          <>
            <h2>{t(WORDS.totals)}</h2>
            <TotalsTable totals={totals} language={language} />
            {totals.units.length > 0 &&
              drawn.map((measure, index) => (
                <MeasureChart
                  id={`chart-${index + 1}`}
                  measure={measure}
                  totals={totals}
                  language={language}
                />
              ))}
            <h2>{t(WORDS.byUnit)}</h2>
            <p class="hint">{t(WORDS.legend)}</p>
            <UnitsTable totals={totals} language={language} />
          </>
        )}
        <p>
          <a href="/totals">{t(WORDS.back)}</a>
        </p>
      </>
    ),
  });
}
