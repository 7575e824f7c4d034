import type { Context } from 'hono';
import type { Desk, DeskReport } from '../../schemas/contract/desk.ts';
import type { Env } from '../shared/http/app.ts';
import { findTalk, listUnread, markRead, readerOf } from '../shared/messages/talk.ts';
import { isErasureDue } from '../shared/records/erasure.ts';
import { listStandings } from '../shared/records/reports.ts';
import { type AskedReport, askedReport } from './asked-report.ts';
import type { Dependencies } from './dependencies.ts';
import { type DeskPage, deskPage } from './desk-page.tsx';
import { matrix } from './matrix.ts';
import { type Narrowing, narrowingOf } from './narrowing.ts';
import { queueFrom } from './queue.ts';
import { deskReport, loadReport, loadShown, reportFacts, toldRevision } from './report.ts';
import { type ReportPage, reportPage } from './report-page.tsx';
import { shownRevision } from './shown-revision.ts';

type Shown = Pick<ReportPage, 'revision' | 'decided' | 'problem' | 'typed'>;
type Happened = Pick<DeskPage, 'outcome' | 'noneTicked'>;

/** The desk and its reports, and what is read for them. */
export function reviewPages(d: Dependencies) {
  const { table, forms, clock } = d;

  const asked = (c: Context<Env, '/desk/reports/:unit/:form'>) =>
    askedReport(c.get('campaign'), forms, c.req.param());

  /** The matrix that the page was opened from, which its own address and those of its posts say. */
  const narrowed = (c: Context<Env>) => narrowingOf(c.get('campaign'), (name) => c.req.query(name));

  async function view(c: Context<Env>, report: AskedReport): Promise<DeskReport> {
    return deskReport(c.get('campaign'), report, await loadReport(table, report), clock(), c.get('language'));
  }

  async function draw(c: Context<Env>, report: AskedReport, shown: Shown): Promise<string> {
    const { campaign, session, language } = c.var;
    const [now, narrowing] = [clock(), narrowed(c)];
    const talk = findTalk(table, report).then((found) =>
      markRead(table, report, found, readerOf(session), now),
    );
    const [loaded, heads, unread] = await Promise.all([
      loadShown(table, report, shown.revision),
      listStandings(table, campaign.id),
      narrowing.show === 'unread' ? listUnread(table, readerOf(c.get('session')), campaign.id) : [],
      talk,
    ]);
    const known = { campaign, forms, heads, unread, now, language };
    const facts = reportFacts(campaign, report, loaded, now, language);
    return reportPage({
      campaign,
      forms,
      asked: report,
      report: facts,
      revisions: loaded.revisions,
      submitted: loaded.shown && toldRevision(loaded.shown, facts, loaded.files, language),
      ...(await shownRevision(d, report, loaded)),
      queue: queueFrom(known, narrowing, report),
      session,
      language,
      ...shown,
    });
  }

  async function loadDesk(c: Context<Env>): Promise<Desk> {
    const { campaign, session, language } = c.var;
    const [heads, unread] = await Promise.all([
      listStandings(table, campaign.id),
      listUnread(table, readerOf(session), campaign.id),
    ]);
    return matrix({ campaign, forms, heads, unread, now: clock(), language });
  }

  async function drawDesk(c: Context<Env>, narrowing: Narrowing, happened: Happened): Promise<string> {
    const { campaign, session, language } = c.var;
    const now = clock();
    const [desk, erasureDue] = await Promise.all([
      loadDesk(c),
      session.role === 'lead' && isErasureDue(table, campaign, now),
    ]);
    return deskPage({ campaign, forms, desk, session, language, narrowing, now, erasureDue, ...happened });
  }

  return { asked, narrowed, view, draw, loadDesk, drawDesk };
}
