import { type Campaign, dayOf } from '../../schemas/campaign.ts';
import type { TotalsOverview } from '../../schemas/contract/totals.ts';
import { showDate } from '../../schemas/fields/date.ts';
import type { Session } from '../../schemas/session.ts';
import type { Language } from '../../schemas/text.ts';
import { dateText } from '../shared/page/dates.ts';
import { page } from '../shared/page/layout.tsx';
import { speak } from '../shared/page/words.ts';
import { percent } from '../shared/reports/rate.ts';
import { StepChart } from './charts/steps.tsx';
import { WORDS } from './words.ts';

type OfForm = TotalsOverview['forms'][number];

interface OverviewPage {
  campaign: Campaign;
  overview: TotalsOverview;
  session: Session;
  language: Language;
  now: Date;
}

/** 11/13 84%; nothing where nobody owes it. */
const rateText = ({ rate }: OfForm) =>
  rate.owed === 0 ? '–' : `${rate.reported}/${rate.owed} ${percent(rate)}%`;

/** The rate of one form over time, and the same numbers as a table. */
function Progress({
  of,
  campaign,
  language,
  now,
}: { of: OfForm } & Omit<OverviewPage, 'overview' | 'session'>) {
  const t = speak(language);
  const due = dayOf(campaign, new Date(of.due));
  const today = dayOf(campaign, now);
  const days = [...of.progress.map(({ day }) => day), due, today].sort();
  const steps = of.progress.map(({ day, reported }) => ({
    day,
    percent: percent({ owed: of.rate.owed, reported }),
  }));
  return (
    <section>
      <h3>{of.title}</h3>
      {of.progress.length === 0 ? (
        <p>{t(WORDS.none)}</p>
      ) : (
        <>
          <StepChart
            id={`rate-${of.form}`}
            title={`${of.title} – ${t(WORDS.rates)}`}
            description={`${t(WORDS.rate)} ${rateText(of)}`}
            steps={steps}
            from={days[0] ?? due}
            to={days.at(-1) ?? due}
            until={today}
            language={language}
            mark={{ day: due, text: `${t(WORDS.due)} ${showDate(due, language)}` }}
          />
          <details>
            <summary>{t(WORDS.rates)}</summary>
            <table>
              <thead>
                <tr>
                  <th scope="col">{t(WORDS.day)}</th>
                  <th scope="col">{t(WORDS.reported)}</th>
                  <th scope="col">{t(WORDS.rate)}</th>
                </tr>
              </thead>
              <tbody>
                {of.progress.map(({ day, reported }) => (
                  <tr>
                    <th scope="row">{showDate(day, language)}</th>
                    <td>{reported}</td>
                    <td>{percent({ owed: of.rate.owed, reported })}%</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </details>
        </>
      )}
    </section>
  );
}

/** The forms of the campaign, the way to the totals of each, and how the reports came in. */
export function overviewPage(props: OverviewPage): string {
  const { campaign, overview, session, language } = props;
  const t = speak(language);
  const owed = overview.forms.filter(({ rate }) => rate.owed > 0);
  return page({
    title: t(WORDS.title),
    language,
    session,
    at: '/totals',
    children: (
      <>
        <p class="caption">{t(campaign.title)}</p>
        <h1>{t(WORDS.title)}</h1>
        <p>{t(WORDS.intro)}</p>
        <table class="stack">
          <thead>
            <tr>
              <th scope="col">{t(WORDS.form)}</th>
              <th scope="col">{t(WORDS.due)}</th>
              <th scope="col">{t(WORDS.rate)}</th>
            </tr>
          </thead>
          <tbody>
            {overview.forms.map((of) => (
              <tr>
                <th scope="row">
                  <a href={`/totals/${of.form}`}>{of.title}</a>
                </th>
                <td data-label={t(WORDS.due)}>{dateText(campaign, of.due, language)}</td>
                <td data-label={t(WORDS.rate)}>{rateText(of)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <h2>{t(WORDS.rates)}</h2>
        {owed.map((of) => (
          <Progress of={of} {...props} />
        ))}
      </>
    ),
  });
}
