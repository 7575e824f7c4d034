import type { Context } from 'hono';
import type { Env } from '../shared/http/app.ts';
import { type Detail, PROBLEMS, Problem } from '../shared/problems.ts';
import type { OwnReport } from '../shared/reports/own-report.ts';
import { findCurrent } from './current.ts';
import type { Dependencies } from './dependencies.ts';
import { keep, readFor } from './import.ts';
import { uploadOf } from './posted.ts';
import { resultPage } from './result-page.tsx';

/** What the reader can do something about on this page; all else has a page of its own. */
const HERE = new Set(['unreadable-workbook', 'stale-version', 'too-large']);

const detailsOf = ({ code, details }: Problem): Detail[] =>
  details.length > 0 ? details : [{ pointer: '', severity: 'blocking', code, message: PROBLEMS[code].text }];

/**
 * Imports what the page posted. Nothing that the report held is replaced unless that was ticked; nothing is saved
 * over what somebody saved meanwhile.
 */
export async function postWorkbook(
  c: Context<Env>,
  dependencies: Dependencies,
  own: OwnReport,
): Promise<Response> {
  const { file, version, replace } = await uploadOf(c);
  const common = { own, session: c.get('session'), language: c.get('language') };
  try {
    const imported = await readFor(dependencies, own, file);
    const { current, read } = imported;
    if (read.replaced.length > 0 && !replace) {
      return c.html(
        resultPage({ ...common, version: current.version, holds: true, asks: read.replaced }),
        409,
      );
    }
    const saved = await keep(dependencies, own, imported, version, common.session.email);
    if (read.problems.length === 0) return c.redirect(`/reports/${own.form}?notice=imported`, 303);
    return c.html(resultPage({ ...common, version: saved, holds: true, read, held: file }));
  } catch (error) {
    if (!(error instanceof Problem) || !HERE.has(error.code)) throw error;
    const { version: newest, answers } = await findCurrent(dependencies.table, own);
    const page = { ...common, version: newest, holds: answers !== undefined, details: detailsOf(error) };
    return c.html(resultPage(page), PROBLEMS[error.code].status);
  }
}
