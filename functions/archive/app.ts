import type { Context } from 'hono';
import { type Archive, ArchiveChoice } from '../../schemas/archive.ts';
import type {
  ArchiveList,
  ArchivePreview,
  ArchiveRequested,
  ArchiveView,
} from '../../schemas/contract/archives.ts';
import { Id } from '../../schemas/identifier.ts';
import { choose } from '../shared/archives/choice.ts';
import { findArchive, isUnderWay, listArchives } from '../shared/archives/jobs.ts';
import { type App, createApp, type Env, wantsPage } from '../shared/http/app.ts';
import { isFormPost, parseWith, readBody, readFields } from '../shared/http/body.ts';
import { signedInAs } from '../shared/http/session.ts';
import { PROBLEMS, Problem } from '../shared/problems.ts';
import { newId } from '../shared/random.ts';
import { auditRow } from '../shared/records/audit.ts';
import { listHeads } from '../shared/records/reports.ts';
import { archivePage } from './archive-page.tsx';
import { cancel } from './cancel.ts';
import type { Dependencies } from './dependencies.ts';
import { fileName } from './file-name.ts';
import { type ListPage, listPage } from './list-page.tsx';
import { order } from './order.ts';
import { choiceOf, PagedChoice, type Ticked, tickedOf } from './posted-choice.ts';
import { preview } from './preview.ts';
import { previewPage } from './preview-page.tsx';
import { archiveView, canRetry, hasExpired } from './view.ts';

/** A download that breaks can be resumed as long as its link is good. */
const LINK_SECONDS = 6 * 3600;
/** How often the page of an archive that is being built renews itself. */
const REFRESH_SECONDS = '5';

export function archiveApp(d: Dependencies): App {
  const { table, archives, forms, clock, log } = d;
  const app = createApp(log);
  app.use('/archives/*', signedInAs(d, 'office', 'lead'));
  app.use('/archives/*', async (c, next) => {
    if (c.get('session').campaign !== d.campaign.id) throw new Problem('not-allowed');
    await next();
  });

  /** What the request works with: the campaign as it stands. */
  const at = (c: Context<Env>): Dependencies => ({ ...d, campaign: c.get('campaign') });

  /** @throws Problem `not-found` */
  async function asked(c: Context<Env, '/archives/:id'>): Promise<Archive> {
    const id = Id.safeParse(c.req.param('id'));
    const archive = id.success ? await findArchive(table, d.campaign.id, id.data) : undefined;
    if (!archive) throw new Problem('not-found');
    return archive;
  }

  async function draw(
    c: Context<Env>,
    given: Partial<Pick<ListPage, 'ticked' | 'details'>> = {},
  ): Promise<string> {
    const { campaign, session, language } = c.var;
    const now = clock();
    const [heads, known] = await Promise.all([
      listHeads(table, d.campaign.id),
      listArchives(table, d.campaign.id),
    ]);
    return listPage({
      campaign,
      forms,
      heads,
      archives: known,
      ticked: undefined,
      details: [],
      session,
      language,
      now,
      ...given,
    });
  }

  /** The choice again, with what is wrong with it. */
  async function refuse(c: Context<Env>, error: unknown, ticked: Ticked): Promise<Response> {
    if (!(error instanceof Problem) || error.code !== 'invalid-input') throw error;
    return c.html(await draw(c, { ticked, details: error.details }), PROBLEMS[error.code].status);
  }

  /** An id as an answer to whoever asked for the archive. */
  function ordered(c: Context<Env>, id: string): Response {
    if (wantsPage(c.req.header('accept'))) return c.redirect(`/archives/${id}`, 303);
    return c.json<ArchiveRequested>({ id }, 202, { Location: `/archives/${id}` });
  }

  app.get('/archives', async (c) => {
    if (wantsPage(c.req.header('accept'))) return c.html(await draw(c));
    const known = await listArchives(table, d.campaign.id);
    return c.json<ArchiveList>({ archives: known.map((one) => archiveView(one, clock())) });
  });

  app.post('/archives', async (c) => {
    const session = c.get('session');
    if (!isFormPost(c)) {
      const id = await order(at(c), await readBody(c, ArchiveChoice), session);
      return c.json<ArchiveRequested>({ id }, 202, { Location: `/archives/${id}` });
    }
    const posted = await readFields(c);
    try {
      const id = await order(at(c), parseWith(PagedChoice, choiceOf(posted)), session);
      return c.redirect(`/archives/${id}`, 303);
    } catch (error) {
      return refuse(c, error, tickedOf(posted));
    }
  });

  app.get('/archives/new', async (c) => {
    const asked = c.req.queries();
    const choice = () => parseWith(ArchiveChoice, choiceOf(asked));
    const heads = await listHeads(table, d.campaign.id);
    if (!wantsPage(c.req.header('accept'))) {
      return c.json<ArchivePreview>(preview(c.get('campaign'), choice(), heads));
    }
    const ticked = tickedOf(asked);
    try {
      const { campaign, session, language } = c.var;
      const shown = { preview: preview(campaign, choice(), heads), id: newId(clock()), ticked };
      return c.html(previewPage({ ...shown, campaign, forms, heads, session, language }));
    } catch (error) {
      return refuse(c, error, ticked);
    }
  });

  app.get('/archives/:id', async (c) => {
    const archive = await asked(c);
    if (!wantsPage(c.req.header('accept'))) return c.json<ArchiveView>(archiveView(archive, clock()));
    const { campaign, session, language } = c.var;
    const missing =
      archive.missing ?? choose(campaign, archive.choice, await listHeads(table, d.campaign.id)).missing;
    if (isUnderWay(archive)) c.header('Refresh', REFRESH_SECONDS);
    return c.html(archivePage({ archive, campaign, forms, missing, session, language, now: clock() }));
  });

  app.get('/archives/:id/download', async (c) => {
    const archive = await asked(c);
    const { id, state, volumes } = archive;
    const now = clock();
    if (state !== 'ready' || volumes === undefined) throw new Problem('archive-not-ready');
    if (hasExpired(archive, now)) throw new Problem('gone');
    // What is no number of a volume finds none.
    const volume = Number(c.req.query('volume') ?? 1);
    const key = volumes[volume - 1]?.key;
    if (key === undefined) throw new Problem('not-found');
    const { email, office } = c.get('session');
    const event = {
      campaign: d.campaign.id,
      by: email,
      action: 'archive-downloaded',
      office,
      archive: id,
    } as const;
    const [link] = await Promise.all([
      archives.presignGet({
        key,
        name: fileName(c.get('campaign'), forms, archive, volume),
        seconds: LINK_SECONDS,
      }),
      table.put(auditRow(event, now)),
    ]);
    log.info('archive downloaded', { archive: id });
    return c.redirect(link, 302);
  });

  app.post('/archives/:id/cancel', async (c) => {
    const archive = await cancel(at(c), await asked(c), c.get('session'));
    if (wantsPage(c.req.header('accept'))) return c.redirect(`/archives/${archive.id}`, 303);
    return c.json<ArchiveView>(archiveView(archive, clock()));
  });

  app.post('/archives/:id/retry', async (c) => {
    const archive = await asked(c);
    if (!canRetry(archive, clock())) throw new Problem('archive-not-failed');
    return ordered(c, await order(at(c), archive.choice, c.get('session')));
  });

  return app;
}
