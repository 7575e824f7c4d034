import type { Context } from 'hono';
import { type Chased, ChaseEntry, type RemindersView } from '../../schemas/contract/reminders.ts';
import { type App, createApp, type Env, wantsPage } from '../shared/http/app.ts';
import { type FormFields, isFormPost, parseWith, readBody, readFields } from '../shared/http/body.ts';
import { signedInAs } from '../shared/http/session.ts';
import { Problem } from '../shared/problems.ts';
import { newToken } from '../shared/random.ts';
import { chase } from './chase.ts';
import type { Dependencies } from './dependencies.ts';
import { remindersPage } from './reminders-page.tsx';
import { remindersView } from './view.ts';

/** What the page's ticks mean: none of a list is all of it. */
const entryOf = ({ units, forms, key }: FormFields) => ({
  key,
  ...(units !== undefined && { units: [units].flat() }),
  ...(forms !== undefined && { forms: [forms].flat() }),
});

/** Chasing those who owe (催报), and the log of it. */
export function chaseApp(given: Dependencies): App {
  const app = createApp(given.log);
  app.use('/reminders/*', signedInAs(given, 'office', 'lead'));
  app.use('/reminders/*', async (c, next) => {
    if (c.get('session').campaign !== given.campaign.id) throw new Problem('not-allowed');
    await next();
  });
  /** What the request works with: the campaign as it stands. */
  const at = (c: Context<Env>): Dependencies => ({ ...given, campaign: c.get('campaign') });

  app.get('/reminders', async (c) => {
    const { campaign, session, language } = c.var;
    const view = await remindersView(at(c), language);
    if (!wantsPage(c.req.header('accept'))) return c.json<RemindersView>(view);
    const chased = c.req.query('chased');
    const { forms } = given;
    return c.html(
      remindersPage({
        campaign,
        forms,
        view,
        session,
        language,
        key: newToken(),
        chased,
        chosen: { units: c.req.queries('units') ?? [], forms: c.req.queries('forms') ?? [] },
        now: given.clock(),
      }),
    );
  });

  app.post('/reminders', async (c) => {
    const session = c.get('session');
    if (!isFormPost(c)) return c.json<Chased>(await chase(at(c), session, await readBody(c, ChaseEntry)));
    const { units } = await chase(at(c), session, parseWith(ChaseEntry, entryOf(await readFields(c))));
    return c.redirect(`/reminders?chased=${units.length}`, 303);
  });

  return app;
}
