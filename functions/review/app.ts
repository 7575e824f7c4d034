import type { Context } from 'hono';
import * as z from 'zod';
import {
  type BulkDecided,
  BulkEntry,
  type Decided,
  DecisionEntry,
  type Desk,
  type DeskReport,
  FileOverride,
} from '../../schemas/contract/desk.ts';
import { type App, createApp, type Env, wantsPage } from '../shared/http/app.ts';
import { isFormPost, parseWith, readBody, readFields } from '../shared/http/body.ts';
import { signedInAs } from '../shared/http/session.ts';
import { getMessages, postMessage, type TalkedAbout } from '../shared/messages/routes.ts';
import { findTalk, listUnread, markRead, readerOf } from '../shared/messages/talk.ts';
import { PROBLEMS, Problem } from '../shared/problems.ts';
import { isErasureDue } from '../shared/records/erasure.ts';
import { listStandings } from '../shared/records/reports.ts';
import { type AskedReport, askedReport } from './asked-report.ts';
import { acceptAll, tickedIn } from './bulk.ts';
import { outcomeOf } from './bulk-notice.tsx';
import { decide, TO } from './decide.ts';
import type { Dependencies } from './dependencies.ts';
import { type DeskPage, deskPage } from './desk-page.tsx';
import { download, watch } from './download.ts';
import { type FilePage, filePage } from './file-page.tsx';
import { findFile } from './find-file.ts';
import { matrix } from './matrix.ts';
import {
  deskAddress,
  type Narrowing,
  narrowingOf,
  parametersOf,
  reportAddress,
  revisionParameter,
} from './narrowing.ts';
import { NO_REASON, override } from './override.ts';
import { postedDecision, typedIn } from './posted-decision.ts';
import { queueFrom } from './queue.ts';
import { deskReport, loadReport, loadShown, reportFacts, toldRevision } from './report.ts';
import { type ReportPage, reportPage } from './report-page.tsx';
import { shownRevision } from './shown-revision.ts';

const Revision = z.coerce.number().int().min(1).optional().catch(undefined);

type Shown = Pick<ReportPage, 'revision' | 'decided' | 'problem' | 'typed'>;

export function reviewApp(d: Dependencies): App {
  const { table, forms, clock, log } = d;
  const app = createApp(log, { shown: d.filesOrigin });
  app.use('/desk/*', signedInAs(d, 'office', 'lead'));
  app.use('/desk/*', async (c, next) => {
    if (c.get('session').campaign !== d.campaign.id) throw new Problem('not-allowed');
    await next();
  });

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

  type Happened = Pick<DeskPage, 'outcome' | 'noneTicked'>;
  async function drawDesk(c: Context<Env>, narrowing: Narrowing, happened: Happened): Promise<string> {
    const { campaign, session, language } = c.var;
    const now = clock();
    const [desk, erasureDue] = await Promise.all([
      loadDesk(c),
      session.role === 'lead' && isErasureDue(table, campaign, now),
    ]);
    return deskPage({ campaign, forms, desk, session, language, narrowing, now, erasureDue, ...happened });
  }

  app.get('/desk', async (c) => {
    if (!wantsPage(c.req.header('accept'))) return c.json<Desk>(await loadDesk(c));
    const outcome = outcomeOf(c.req.query('accepted'), c.req.queries('moved'));
    return c.html(await drawDesk(c, narrowed(c), { outcome }));
  });

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

  app.get('/desk/reports/:unit/:form', async (c) => {
    const report = asked(c);
    if (!wantsPage(c.req.header('accept'))) return c.json<DeskReport>(await view(c, report));
    const revision = Revision.parse(c.req.query('revision'));
    return c.html(await draw(c, report, { revision, decided: c.req.query('decided') !== undefined }));
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

  const about = (c: Context<Env, '/desk/reports/:unit/:form'>): TalkedAbout => {
    const report = asked(c);
    const query = String(new URLSearchParams(parametersOf(narrowed(c))));
    return { ...report, page: `/desk/reports/${report.unit}/${report.form}`, query };
  };
  app.get('/desk/reports/:unit/:form/messages', (c) =>
    getMessages(c, { ...d, campaign: c.get('campaign') }, about(c)),
  );
  app.post('/desk/reports/:unit/:form/messages', (c) =>
    postMessage(c, { ...d, campaign: c.get('campaign') }, about(c)),
  );

  app.get('/desk/reports/:unit/:form/attachments/:id', async (c) => {
    const revision = Revision.parse(c.req.query('revision'));
    const file = await findFile(table, asked(c), c.req.param('id'), revision);
    return c.redirect(await download(d, file), 302);
  });

  type Told = Pick<FilePage, 'details' | 'typed'>;
  async function drawFile(
    c: Context<Env>,
    report: AskedReport,
    revision: number | undefined,
    told: Told = {},
  ) {
    const { session, language } = c.var;
    const file = await findFile(table, report, c.req.param('id') ?? '', revision);
    const source = await watch(d, file);
    const narrowing = narrowed(c);
    return filePage({ asked: report, file, source, revision, narrowing, session, language, ...told });
  }

  app.get('/desk/reports/:unit/:form/attachments/:id/view', async (c) => {
    return c.html(await drawFile(c, asked(c), Revision.parse(c.req.query('revision'))));
  });

  app.post('/desk/reports/:unit/:form/attachments/:id/allow', async (c) => {
    const report = asked(c);
    if (!isFormPost(c)) {
      await override(d, report, c.req.param('id'), await readBody(c, FileOverride), c.get('session'));
      return c.body(null, 204);
    }
    const posted = await readFields(c);
    const revision = Revision.parse(posted.revision);
    const typed = [posted.reason ?? ''].flat().join('\n');
    const said = FileOverride.safeParse({ reason: typed });
    if (!said.success)
      return c.html(await drawFile(c, report, revision, { typed, details: [NO_REASON] }), 422);
    await override(d, report, c.req.param('id'), said.data, c.get('session'));
    const [under, more] = [`/attachments/${c.req.param('id')}/view`, revisionParameter(revision)];
    return c.redirect(reportAddress(report, narrowed(c), { under, more }), 303);
  });

  return app;
}
