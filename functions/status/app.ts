import type { Status } from '../../schemas/contract/status.ts';
import { type App, createApp, wantsPage } from '../shared/http/app.ts';
import { signedInAs } from '../shared/http/session.ts';
import { Problem } from '../shared/problems.ts';
import type { Dependencies } from './dependencies.ts';
import { readStatus } from './status.ts';
import { statusPage } from './status-page.tsx';

/** How the system is, for its operators. */
export function statusApp(dependencies: Dependencies): App {
  const { runbook, clock, log } = dependencies;
  const app = createApp(log);

  app.get('/status', signedInAs(dependencies, 'lead'), async (c) => {
    const { campaign, session, language } = c.var;
    if (session.campaign !== dependencies.campaign.id) throw new Problem('not-allowed');
    const status = await readStatus({ ...dependencies, campaign });
    if (!wantsPage(c.req.header('accept'))) return c.json<Status>(status);
    return c.html(statusPage({ campaign, status, runbook, session, language, now: clock() }));
  });

  return app;
}
