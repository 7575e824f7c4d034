import type { Language } from '../../schemas/text.ts';
import { speak } from '../shared/page/words.ts';
import { percent, type Rate } from '../shared/reports/rate.ts';
import { STATUS_WORDS, TIMELINESS_WORDS } from '../shared/state-words.ts';
import type { Cell } from './rates.ts';
import { revisionName } from './revision-name.ts';

export function RateText({ rate }: { rate: Rate }) {
  if (rate.owed === 0) return <>–</>;
  return (
    <>
      {rate.reported}/{rate.owed} <small>{percent(rate)}%</small>
    </>
  );
}

/** One report in the matrix, and the way to it. */
export function Standing({ cell, name, language }: { cell: Cell; name: string; language: Language }) {
  const t = speak(language);
  if (cell.state === 'owed' && cell.timeliness === 'not-required') {
    return (
      <td>
        <span aria-hidden="true">–</span>
        <span class="visually-hidden">{t(TIMELINESS_WORDS['not-required'])}</span>
      </td>
    );
  }
  return (
    <td>
      <a href={`/desk/reports/${cell.unit}/${cell.form}`}>
        <span class={`tag tag-${cell.state}`}>{t(STATUS_WORDS[cell.state])}</span>
        <span class="visually-hidden"> {name}</span>
      </a>
      {['late', 'overdue', 'closed'].includes(cell.timeliness) && (
        <>
          {' '}
          <span class={`tag tag-${cell.timeliness}`}>{t(TIMELINESS_WORDS[cell.timeliness])}</span>
        </>
      )}
      {cell.revision > 1 && <small> {revisionName(cell.revision, language)}</small>}
    </td>
  );
}
