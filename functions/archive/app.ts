import type { Context } from 'hono';
import { type Archive, ArchiveChoice } from '../../schemas/archive.ts';
import type { ArchiveList, ArchiveRequested, ArchiveView } from '../../schemas/contract/archives.ts';
import { Id } from '../../schemas/identifier.ts';
import { choose } from '../shared/archives/choice.ts';
import { findArchive, listArchives } from '../shared/archives/jobs.ts';
import { type App, createApp, type Env, wantsPage } from '../shared/http/app.ts';
import { isFormPost, parseWith, readBody, readFields } from '../shared/http/body.ts';
import { signedInAs } from '../shared/http/session.ts';
import { PROBLEMS, Problem } from '../shared/problems.ts';
import { newId } from '../shared/random.ts';
import { auditRow } from '../shared/records/audit.ts';
import { listHeads } from '../shared/records/reports.ts';
import { archivePage } from './archive-page.tsx';
import type { Dependencies } from './dependencies.ts';
import { fileName } from './file-name.ts';
import { type ListPage, listPage } from './list-page.tsx';
import { order } from './order.ts';
import { choiceOf, PagedChoice, tickedOf } from './posted-choice.ts';
import { archiveView, hasExpired } from './view.ts';

/** A download that breaks can be resumed as long as its link is good. */
const LINK_SECONDS = 6 * 3600;
/** How often the page of an archive that is being built renews itself. */
const REFRESH_SECONDS = '5';

export function archiveApp(d: Dependencies): App {
  const { table, archives, campaign, forms, clock, log } = d;
  const app = createApp(log);
  app.use('/archives/*', signedInAs(table, clock, 'office', 'lead'));
  app.use('/archives/*', async (c, next) => {
    if (c.get('session').campaign !== campaign.id) throw new Problem('not-allowed');
    await next();
  });

  /** @throws Problem `not-found` */
  async function asked(c: Context<Env, '/archives/:id'>): Promise<Archive> {
    const id = Id.safeParse(c.req.param('id'));
    const archive = id.success ? await findArchive(table, campaign.id, id.data) : undefined;
    if (!archive) throw new Problem('not-found');
    return archive;
  }

  async function draw(
    c: Context<Env>,
    given: Partial<Pick<ListPage, 'ticked' | 'details'>> = {},
  ): Promise<string> {
    const { session, language } = c.var;
    const now = clock();
    const [heads, known] = await Promise.all([
      listHeads(table, campaign.id),
      listArchives(table, campaign.id),
    ]);
    return listPage({
      campaign,
      forms,
      heads,
      archives: known,
      id: newId(now),
      ticked: undefined,
      details: [],
      session,
      language,
      now,
      ...given,
    });
  }

  app.get('/archives', async (c) => {
    if (wantsPage(c.req.header('accept'))) return c.html(await draw(c));
    const known = await listArchives(table, campaign.id);
    return c.json<ArchiveList>({ archives: known.map(archiveView) });
  });

  app.post('/archives', async (c) => {
    const session = c.get('session');
    if (!isFormPost(c)) {
      const id = await order(d, await readBody(c, ArchiveChoice), session);
      return c.json<ArchiveRequested>({ id }, 202, { Location: `/archives/${id}` });
    }
    const posted = await readFields(c);
    try {
      const id = await order(d, parseWith(PagedChoice, choiceOf(posted)), session);
      return c.redirect(`/archives/${id}`, 303);
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'invalid-input') throw error;
      const given = { ticked: tickedOf(posted), details: error.details };
      return c.html(await draw(c, given), PROBLEMS[error.code].status);
    }
  });

  app.get('/archives/:id', async (c) => {
    const archive = await asked(c);
    if (!wantsPage(c.req.header('accept'))) return c.json<ArchiveView>(archiveView(archive));
    const { session, language } = c.var;
    const missing =
      archive.missing ?? choose(campaign, archive.choice, await listHeads(table, campaign.id)).missing;
    if (archive.state === 'planning' || archive.state === 'building') c.header('Refresh', REFRESH_SECONDS);
    return c.html(archivePage({ archive, campaign, forms, missing, session, language, now: clock() }));
  });

  app.get('/archives/:id/download', async (c) => {
    const archive = await asked(c);
    const { id, state, key } = archive;
    const now = clock();
    if (state !== 'ready' || key === undefined) throw new Problem('archive-not-ready');
    if (hasExpired(archive, now)) throw new Problem('gone');
    const { email, office } = c.get('session');
    const event = {
      campaign: campaign.id,
      by: email,
      action: 'archive-downloaded',
      office,
      archive: id,
    } as const;
    const [link] = await Promise.all([
      archives.presignGet({ key, name: fileName(campaign, forms, archive), seconds: LINK_SECONDS }),
      table.put(auditRow(event, now)),
    ]);
    log.info('archive downloaded', { archive: id });
    return c.redirect(link, 302);
  });

  return app;
}
