import { type Campaign, dayOf } from '../../schemas/campaign.ts';
import { showDate } from '../../schemas/fields/date.ts';
import type { Language } from '../../schemas/text.ts';
import { idOf } from '../shared/page/error-summary.tsx';
import { speak } from '../shared/page/words.ts';
import { percent, type Rate } from '../shared/reports/rate.ts';
import { revisionName } from '../shared/reports/revision-name.ts';
import { STATUS_WORDS, TIMELINESS_WORDS } from '../shared/state-words.ts';
import type { Cell } from './rates.ts';

const WORDS = {
  tick: { zh: '选择', en: 'Choose' },
  unread: { zh: '新留言', en: 'New message' },
  extended: { zh: '延期至', en: 'due ' },
  forward: { zh: '提前至', en: 'due ' },
};

export function RateText({ rate }: { rate: Rate }) {
  if (rate.owed === 0) return <>–</>;
  return (
    <>
      {rate.reported}/{rate.owed} <small>{percent(rate)}%</small>
      <progress value={rate.reported} max={rate.owed} aria-hidden="true" />
    </>
  );
}

/** What names the box that chooses a report. */
export const tickPointer = ({ unit, form }: Pick<Cell, 'unit' | 'form'>): string =>
  `/reports/${unit}/${form}`;

export interface StandingProps {
  campaign: Campaign;
  cell: Cell;
  /** Everybody's last second: a unit's own day can be later or earlier. */
  due: string;
  /** Of the column, where there are no columns. */
  label: string;
  /** Of the report, for those who hear the page. */
  name: string;
  /** What its address says of the matrix. */
  query: string;
  language: Language;
}

/** One report in the matrix, and the way to it. */
export function Standing({ campaign, cell, due, label, name, query, language }: StandingProps) {
  const t = speak(language);
  if (cell.state === 'owed' && cell.timeliness === 'not-required' && !cell.unread) {
    return (
      <td class="nothing">
        <span aria-hidden="true">–</span>
        <span class="visually-hidden">{t(TIMELINESS_WORDS['not-required'])}</span>
      </td>
    );
  }
  const address = `/desk/reports/${cell.unit}/${cell.form}`;
  return (
    <td data-label={label}>
      <a href={address + query}>
        <span class={`tag tag-${cell.state}`}>{t(STATUS_WORDS[cell.state])}</span>
        <span class="visually-hidden"> {name}</span>
      </a>
      {/* Behind the state: the states of a column stand below one another, ticked or not. */}
      {cell.state === 'submitted' && (
        <>
          {' '}
          <input
            type="checkbox"
            id={idOf(tickPointer(cell))}
            name="report"
            value={`${cell.unit}/${cell.form}/${cell.revision}`}
            aria-label={`${t(WORDS.tick)} ${name}`}
          />
        </>
      )}
      {['late', 'overdue', 'closed'].includes(cell.timeliness) && (
        <>
          {' '}
          <span class={`tag tag-${cell.timeliness}`}>{t(TIMELINESS_WORDS[cell.timeliness])}</span>
        </>
      )}
      {cell.unread && (
        <>
          {' '}
          <a class="tag tag-unread" href={`${address}/messages${query}`}>
            {t(WORDS.unread)}
            <span class="visually-hidden"> {name}</span>
          </a>
        </>
      )}
      {cell.due !== undefined && (
        <small>
          {' '}
          {t(cell.due > dayOf(campaign, new Date(due)) ? WORDS.extended : WORDS.forward)}
          <time datetime={cell.due}>{showDate(cell.due, language)}</time>
        </small>
      )}
      {cell.revision > 1 && <small> {revisionName(cell.revision, language)}</small>}
    </td>
  );
}
