import type { Campaign } from '../../schemas/campaign.ts';
import type { Desk } from '../../schemas/contract/desk.ts';
import type { Form } from '../../schemas/form.ts';
import type { Session } from '../../schemas/session.ts';
import type { Language } from '../../schemas/text.ts';
import { ErrorSummary } from '../shared/page/error-summary.tsx';
import { page } from '../shared/page/layout.tsx';
import { speak } from '../shared/page/words.ts';
import { BulkNotice, type Outcome } from './bulk-notice.tsx';
import { chaseAddress, owingOf } from './chase-link.ts';
import { FILTERS } from './filter.ts';
import { tickPointer } from './matrix-cells.tsx';
import { Filters } from './matrix-filters.tsx';
import { Matrix } from './matrix-table.tsx';
import { deskAddress, type Narrowing, parametersOf } from './narrowing.ts';
import { cellsOf } from './rates.ts';

const WORDS = {
  title: { zh: '报送进度', en: 'Progress' },
  none: { zh: '没有符合条件的报表。', en: 'No report is like that.' },
  acceptAll: { zh: '所选报表审核通过', en: 'Accept the ticked reports' },
  noneTicked: {
    zh: '请先勾选要审核通过的报表，再按“所选报表审核通过”。',
    en: 'Tick the reports to accept first, then press the button.',
  },
  optional: { zh: '显示非必报单位', en: 'Show units that need not report' },
  fewer: { zh: '隐藏没有报送的非必报单位', en: 'Hide those of them that reported nothing' },
  erase: {
    zh: '个人信息保存期已满，请核对并清除',
    en: 'The last day for personal data has passed: look at it and erase it',
  },
  chase: {
    zh: (count: number) => `催报以上${count}个未报送单位`,
    en: (count: number) => `Chase ${count === 1 ? 'the unit' : `the ${count} units`} above that owe reports`,
  },
};

export interface DeskPage {
  campaign: Campaign;
  forms: readonly Form[];
  desk: Desk;
  session: Session;
  language: Language;
  narrowing: Narrowing;
  now: Date;
  /** Of a decision about several reports that was just made. */
  outcome?: Outcome | undefined;
  /** Some were to be accepted, and none was ticked. */
  noneTicked?: boolean | undefined;
  /** The reader has to erase personal data: its last day has passed. */
  erasureDue: boolean;
}

/** Units in rows, forms in columns; a unit that owes nothing and sent nothing is left out unless asked for. */
export function deskPage({
  campaign,
  forms,
  desk,
  session,
  language,
  narrowing,
  now,
  outcome,
  noneTicked = false,
  erasureDue,
}: DeskPage): string {
  const t = speak(language);
  const { show, form, group, everybody } = narrowing;
  const asked = forms.filter(({ id }) => desk.forms.some((one) => one.id === id));
  const columns = desk.forms.filter(({ id }) => form === undefined || id === form);
  const inGroup = desk.units.filter((unit) => group === undefined || unit.group === group);
  const cells = cellsOf(campaign, { units: inGroup, forms: columns, cells: desk.cells });
  const filter = FILTERS.find((one) => one.show === show);
  const byUnit = Map.groupBy(cells, ({ unit }) => unit);
  const of = (unit: string) => byUnit.get(unit) ?? [];
  const units = inGroup.filter(({ id }) =>
    filter
      ? of(id).some(filter.passes)
      : everybody || of(id).some((cell) => cell.owed || cell.state !== 'owed'),
  );
  const drawn = units.flatMap(({ id }) => of(id)).filter((cell) => !filter || filter.passes(cell));
  const optional = inGroup.some(({ id }) => of(id).every((cell) => !cell.owed && cell.state === 'owed'));
  const awaiting = drawn.filter(({ state }) => state === 'submitted');
  const unticked = {
    pointer: awaiting[0] ? tickPointer(awaiting[0]) : '',
    severity: 'blocking',
    code: 'none-ticked',
    message: WORDS.noneTicked,
  } as const;
  const owing = owingOf(drawn);
  return page({
    title: t(WORDS.title),
    language,
    session,
    at: '/desk',
    query: Object.fromEntries(parametersOf(narrowing)),
    frame: 'sheet',
    error: noneTicked,
    address: noneTicked ? '/desk' : undefined,
    children: (
      <>
        <ErrorSummary details={noneTicked ? [unticked] : []} language={language} />
        <p class="caption">{t(campaign.title)}</p>
        <h1>{t(WORDS.title)}</h1>
        {erasureDue && (
          <p class="warning no-print">
            <a href="/personal-data">{t(WORDS.erase)}</a>
          </p>
        )}
        <Filters campaign={campaign} forms={asked} cells={cells} narrowing={narrowing} language={language} />
        {outcome && <BulkNotice outcome={outcome} desk={desk} narrowing={narrowing} language={language} />}
        {units.length === 0 ? (
          <p>{t(WORDS.none)}</p>
        ) : (
          <form class="printed" method="post" action="/desk/decisions">
            {parametersOf(narrowing).map(([name, value]) => (
              <input type="hidden" name={name} value={value} />
            ))}
            <Matrix
              campaign={campaign}
              forms={asked}
              columns={columns}
              units={units}
              cells={cells}
              narrowing={narrowing}
              language={language}
              now={now}
            />
            {awaiting.length > 0 && (
              <p class="buttons no-print">
                <button type="submit" name="decision" value="accept">
                  {t(WORDS.acceptAll)}
                </button>
              </p>
            )}
          </form>
        )}
        {owing.units.length > 0 && (
          <p class="no-print">
            <a href={chaseAddress(owing)}>{WORDS.chase[language](owing.units.length)}</a>
          </p>
        )}
        {optional && filter === undefined && (
          <p class="no-print">
            <a href={deskAddress({ ...narrowing, everybody: !everybody })}>
              {t(everybody ? WORDS.fewer : WORDS.optional)}
            </a>
          </p>
        )}
      </>
    ),
  });
}
