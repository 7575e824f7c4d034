import { showDate } from '../../schemas/fields/date.ts';
import type { Language } from '../../schemas/text.ts';
import { speak } from '../shared/page/words.ts';
import { percent, type Rate } from '../shared/reports/rate.ts';
import { revisionName } from '../shared/reports/revision-name.ts';
import { STATUS_WORDS, TIMELINESS_WORDS } from '../shared/state-words.ts';
import { type Narrowing, reportAddress } from './narrowing.ts';
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

export interface StandingProps {
  cell: Cell;
  /** Everybody's due day: a unit's own can be later or earlier. */
  due: string;
  /** Of the column, where there are no columns. */
  label: string;
  /** Of the report, for those who hear the page. */
  name: string;
  narrowing: Narrowing;
  language: Language;
}

/** One report in the matrix, and the way to it. */
export function Standing({ cell, due, label, name, narrowing, language }: StandingProps) {
  const t = speak(language);
  if (cell.state === 'owed' && cell.timeliness === 'not-required' && !cell.unread) {
    return (
      <td class="nothing">
        <span aria-hidden="true">–</span>
        <span class="visually-hidden">{t(TIMELINESS_WORDS['not-required'])}</span>
      </td>
    );
  }
  return (
    <td data-label={label}>
      {cell.state === 'submitted' && (
        <>
          <input
            type="checkbox"
            name="report"
            value={`${cell.unit}/${cell.form}/${cell.revision}`}
            aria-label={`${t(WORDS.tick)} ${name}`}
          />{' '}
        </>
      )}
      <a href={reportAddress(cell, narrowing)}>
        <span class={`tag tag-${cell.state}`}>{t(STATUS_WORDS[cell.state])}</span>
        <span class="visually-hidden"> {name}</span>
      </a>
      {['late', 'overdue', 'closed'].includes(cell.timeliness) && (
        <>
          {' '}
          <span class={`tag tag-${cell.timeliness}`}>{t(TIMELINESS_WORDS[cell.timeliness])}</span>
        </>
      )}
      {cell.unread && (
        <>
          {' '}
          <a class="tag tag-unread" href={reportAddress(cell, narrowing, { under: '/messages' })}>
            {t(WORDS.unread)}
            <span class="visually-hidden"> {name}</span>
          </a>
        </>
      )}
      {cell.due !== undefined && (
        <small>
          {' '}
          {t(cell.due > due ? WORDS.extended : WORDS.forward)}
          <time datetime={cell.due}>{showDate(cell.due, language)}</time>
        </small>
      )}
      {cell.revision > 1 && <small> {revisionName(cell.revision, language)}</small>}
    </td>
  );
}
