import type { Context } from 'hono';
import * as z from 'zod';
import type { Desk, DeskReport } from '../../schemas/contract/desk.ts';
import { type App, createApp, type Env, wantsPage } from '../shared/http/app.ts';
import { isFormPost, readBody, readFields } from '../shared/http/body.ts';
import { signedInAs } from '../shared/http/session.ts';
import { getMessages, postMessage, type TalkedAbout } from '../shared/messages/routes.ts';
import { Problem } from '../shared/problems.ts';
import type { AskedReport } from './asked-report.ts';
import { outcomeOf } from './bulk-notice.tsx';
import { decisionRoutes } from './decision-routes.ts';
import type { Dependencies } from './dependencies.ts';
import { download, watch } from './download.ts';
import { type FilePage, filePage } from './file-page.tsx';
import { findFile } from './find-file.ts';
import { parametersOf, reportAddress, revisionParameter } from './narrowing.ts';
import { override, readOverride } from './override.ts';
import { reviewPages } from './pages.ts';

/** A missing reason is asked for in words. */
const Reason = z.object({ reason: z.string().default('') });

const Revision = z.coerce.number().int().min(1).optional().catch(undefined);

export function reviewApp(d: Dependencies): App {
  const { table, log } = d;
  const app = createApp(log, { shown: d.filesOrigin });
  app.use('/desk/*', signedInAs(d, 'office', 'lead'));
  app.use('/desk/*', async (c, next) => {
    if (c.get('session').campaign !== d.campaign.id) throw new Problem('not-allowed');
    await next();
  });

  const pages = reviewPages(d);
  const { asked, narrowed, view, draw, loadDesk, drawDesk } = pages;

  app.get('/desk', async (c) => {
    if (!wantsPage(c.req.header('accept'))) return c.json<Desk>(await loadDesk(c));
    const outcome = outcomeOf(c.req.query('accepted'), c.req.queries('moved'));
    return c.html(await drawDesk(c, narrowed(c), { outcome }));
  });

  app.get('/desk/reports/:unit/:form', async (c) => {
    const report = asked(c);
    if (!wantsPage(c.req.header('accept'))) return c.json<DeskReport>(await view(c, report));
    const revision = Revision.parse(c.req.query('revision'));
    return c.html(await draw(c, report, { revision, decided: c.req.query('decided') !== undefined }));
  });

  decisionRoutes(app, d, pages);

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
      const { reason } = await readBody(c, Reason);
      await override(d, report, c.req.param('id'), readOverride(reason), c.get('session'));
      return c.body(null, 204);
    }
    const posted = await readFields(c);
    const revision = Revision.parse(posted.revision);
    const typed = [posted.reason ?? ''].flat().join('\n');
    try {
      await override(d, report, c.req.param('id'), readOverride(typed), c.get('session'));
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'invalid-input') throw error;
      const { details } = error;
      return c.html(await drawFile(c, report, revision, { typed, details }), 422);
    }
    const [under, more] = [`/attachments/${c.req.param('id')}/view`, revisionParameter(revision)];
    return c.redirect(reportAddress(report, narrowed(c), { under, more }), 303);
  });

  return app;
}
