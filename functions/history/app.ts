import { unitOf } from '../../schemas/campaign.ts';
import { formOf } from '../../schemas/forms/index.ts';
import { getDifference } from '../shared/difference/route.ts';
import { type App, createApp } from '../shared/http/app.ts';
import { signedInAs } from '../shared/http/session.ts';
import { Problem } from '../shared/problems.ts';
import type { Dependencies } from './dependencies.ts';
import { addAudit } from './routes.ts';

/** What an office sees of what was: how a report changed, and who did what. */
export function historyApp(d: Dependencies): App {
  const app = createApp(d.log);

  app.get('/desk/reports/:unit/:form/difference', signedInAs(d, 'office', 'lead'), (c) => {
    const { unit, form } = c.req.param();
    const campaign = c.get('campaign');
    const [who, definition] = [unitOf(campaign, unit), formOf(form)];
    if (!who || !definition || c.get('session').campaign !== campaign.id) throw new Problem('not-found');
    const page = `/desk/reports/${unit}/${form}`;
    return getDifference(c, d.table, { campaign: campaign.id, unit, form, definition, who, page });
  });

  addAudit(app, d);
  return app;
}
