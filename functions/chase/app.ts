import type { Context } from 'hono';
import { type Chased, ChaseEntry, type RemindersView } from '../../schemas/contract/reminders.ts';
import { type App, createApp, type Env, wantsPage } from '../shared/http/app.ts';
import { type FormFields, isFormPost, parseWith, readBody, readFields } from '../shared/http/body.ts';
import { signedInAs } from '../shared/http/session.ts';
import { Problem } from '../shared/problems.ts';
import { newToken } from '../shared/random.ts';
import { chase } from './chase.ts';
import { checkPage } from './check-page.tsx';
import { type Chosen, chosenAddress, nobody } from './chosen.ts';
import type { Dependencies } from './dependencies.ts';
import { type Previews, previewsOf } from './preview.ts';
import { remindersPage } from './reminders-page.tsx';
import { remindersView } from './view.ts';

const NONE: Previews = { units: [], example: undefined };

/** What a form names: one tick alone is no list. */
const listed = (field: FormFields[string] | undefined) => (field === undefined ? undefined : [field].flat());

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
    if (!wantsPage(c.req.header('accept')))
      return c.json<RemindersView>(await remindersView(at(c), language));
    const isChecked = c.req.query('check') !== undefined;
    // Where nothing is named the page ticks beforehand, unless its own form came back so.
    const none = isChecked ? [] : undefined;
    const chosen: Chosen = { units: c.req.queries('units') ?? none, forms: c.req.queries('forms') ?? none };
    const [view, { units, example }] = await Promise.all([
      remindersView(at(c), language),
      isChecked ? previewsOf(at(c), chosen) : NONE,
    ]);
    const shown = { campaign, view, session, language, chosen, now: given.clock() };
    if (units.length > 0) return c.html(checkPage({ ...shown, units, example, key: newToken() }));
    const details = isChecked && view.owing.length > 0 ? nobody(chosen) : [];
    const { forms } = given;
    const html = remindersPage({ ...shown, forms, chased: c.req.query('chased'), details });
    return c.html(html, details.length > 0 ? 422 : 200);
  });

  app.post('/reminders', async (c) => {
    const session = c.get('session');
    if (!isFormPost(c)) return c.json<Chased>(await chase(at(c), session, await readBody(c, ChaseEntry)));
    const { key, ...posted } = await readFields(c);
    const chosen: Chosen = { units: listed(posted.units), forms: listed(posted.forms) };
    // A page names whom it showed: without lists a program means all, a page nobody.
    if (!chosen.units || !chosen.forms) return c.redirect(`${chosenAddress(chosen)}&check=`, 303);
    const { units } = await chase(at(c), session, parseWith(ChaseEntry, { key, ...chosen }));
    return c.redirect(`/reminders?chased=${units.length}`, 303);
  });

  return app;
}
