import type { BulkDecided, BulkEntry } from '../../schemas/contract/desk.ts';
import type { Session } from '../../schemas/session.ts';
import type { Language } from '../../schemas/text.ts';
import type { FormFields } from '../shared/http/body.ts';
import { detailsOf, Problem } from '../shared/problems.ts';
import { askedReport } from './asked-report.ts';
import { decide } from './decide.ts';
import type { Dependencies } from './dependencies.ts';

/** Transactions under way at the same time. */
const AT_ONCE = 8;

type One = BulkEntry['reports'][number];

/** A ticked box of the desk: `harbin/statistics/2`, with the revision that the page showed. */
export function tickedIn(posted: FormFields): One[] {
  const ticked = [posted.report ?? []].flat().map((value) => value.split('/'));
  return ticked.map(([unit = '', form = '', revision = '']) => ({ unit, form, revision: Number(revision) }));
}

/**
 * Accepts each report that still stands as it was seen. They are decided one by one, so that what has moved on keeps
 * none of the others back.
 */
export async function acceptAll(
  d: Dependencies,
  { reports }: BulkEntry,
  session: Session,
  language: Language,
): Promise<BulkDecided> {
  const answer: BulkDecided = { accepted: [], refused: [] };
  const unique = [...new Map(reports.map((one) => [`${one.unit}/${one.form}`, one])).values()];
  const accept = async (one: One) => {
    try {
      const asked = askedReport(d.campaign, d.forms, one);
      await decide(d, asked, { decision: 'accept', revision: one.revision, seen: 'submitted' }, session);
      answer.accepted.push(one);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const message = detailsOf(error)
        .map((detail) => detail.message[language])
        .join(' ');
      answer.refused.push({ ...one, code: error.code, message });
    }
  };
  for (let start = 0; start < unique.length; start += AT_ONCE) {
    await Promise.all(unique.slice(start, start + AT_ONCE).map(accept));
  }
  return answer;
}
