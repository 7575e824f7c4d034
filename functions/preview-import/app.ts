import { type App, createApp } from '../shared/http/app.ts';
import { signedInAs } from '../shared/http/session.ts';
import { Problem } from '../shared/problems.ts';
import type { Dependencies } from './dependencies.ts';
import { featuredRoutes } from './featured/routes.ts';
import { rosterRoutes } from './roster/routes.ts';

/**
 * Reads the spreadsheets that the lead office uploads and shows what they would change. What it reads may be hostile,
 * so it writes nothing: other functions do, from what the reader has seen and confirmed.
 */
export function previewImportApp(d: Dependencies): App {
  const app = createApp(d.log);
  app.use('*', signedInAs(d, 'lead'));
  app.use('*', async (c, next) => {
    if (c.get('session').campaign !== d.campaign.id) throw new Problem('not-allowed');
    await next();
  });
  rosterRoutes(app, d);
  featuredRoutes(app, d);
  return app;
}
