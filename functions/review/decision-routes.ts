import type { Context } from 'hono';
import { type BulkDecided, BulkEntry, type Decided, DecisionEntry } from '../../schemas/contract/desk.ts';
import type { App, Env } from '../shared/http/app.ts';
import { isFormPost, parseWith, readBody, readFields } from '../shared/http/body.ts';
import { PROBLEMS, Problem } from '../shared/problems.ts';
import type { AskedReport } from './asked-report.ts';
import { acceptAll, tickedIn } from './bulk.ts';
import { decide, TO } from './decide.ts';
import type { Dependencies } from './dependencies.ts';
import { deskAddress, narrowingOf, reportAddress } from './narrowing.ts';
import type { reviewPages } from './pages.ts';
import { postedDecision, typedIn } from './posted-decision.ts';

/** A report is accepted or returned, on its page; or many are accepted at once, on the desk. */
export function decisionRoutes(app: App, d: Dependencies, pages: ReturnType<typeof reviewPages>): void {
  const { table } = d;
  const { asked, narrowed, view, draw, drawDesk } = pages;

  app.post('/desk/decisions', async (c) => {
    const { campaign, session, language } = c.var;
    const accept = (entry: BulkEntry) => acceptAll({ ...d, campaign }, entry, session, language);
    if (!isFormPost(c)) return c.json<BulkDecided>(await accept(await readBody(c, BulkEntry)));
    const posted = await readFields(c);
    const narrowing = narrowingOf(campaign, (name) => [posted[name] ?? []].flat()[0]);
    const reports = tickedIn(posted);
    if (reports.length === 0) return c.html(await drawDesk(c, narrowing, { noneTicked: true }), 422);
    const { accepted, refused } = await accept(parseWith(BulkEntry, { decision: 'accept', reports }));
    const moved = refused.map(({ unit, form }): [string, string] => ['moved', `${unit}/${form}`]);
    return c.redirect(deskAddress(narrowing, [['accepted', String(accepted.length)], ...moved]), 303);
  });

  /** What a page's post meets: the page again with what was typed, unless the report already stands as it asks. */
  async function again(c: Context<Env>, report: AskedReport, error: unknown): Promise<Response> {
    if (!(error instanceof Problem) || !isFormPost(c)) throw error;
    const posted = await readFields(c);
    const { state, revision } = await view(c, report);
    const decision = DecisionEntry.shape.decision.safeParse(posted.decision).data;
    const same = error.code === 'not-awaiting-review' && String(revision) === posted.revision;
    if (same && decision && TO[decision] === state) return decided(c, report);
    const shown = { problem: error, typed: typedIn(report, posted) };
    return c.html(await draw(c, report, shown), PROBLEMS[error.code].status);
  }

  const decided = (c: Context<Env>, report: AskedReport) =>
    c.redirect(reportAddress(report, narrowed(c), { more: [['decided', '']] }), 303);

  app.post('/desk/reports/:unit/:form/decisions', async (c) => {
    const report = asked(c);
    try {
      const entry = isFormPost(c)
        ? await postedDecision(table, report, await readFields(c))
        : await readBody(c, DecisionEntry);
      const answer = await decide(d, report, entry, c.get('session'));
      return isFormPost(c) ? decided(c, report) : c.json<Decided>(answer);
    } catch (error) {
      return again(c, report, error);
    }
  });
}
