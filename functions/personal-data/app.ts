import type { Context } from 'hono';
import {
  type Erased,
  ErasureOrder,
  type PersonalDataView,
  type PersonExport,
  PersonSearch,
} from '../../schemas/contract/personal-data.ts';
import { type App, createApp, type Env, wantsPage } from '../shared/http/app.ts';
import { isFormPost, readBody, readFields } from '../shared/http/body.ts';
import { signedInAs } from '../shared/http/session.ts';
import { contentDisposition } from '../shared/objects/metadata.ts';
import { auditRow } from '../shared/records/audit.ts';
import type { Dependencies } from './dependencies.ts';
import { erase } from './erase.ts';
import { matchesPage } from './matches-page.tsx';
import { exportPerson } from './person.ts';
import { NOBODY, NOT_CONFIRMED, personalDataPage, type Told } from './personal-data-page.tsx';
import { personalData } from './view.ts';

/** What is kept of people: the lead office sees it, hands it out to those it is about, and erases it in the end. */
export function personalDataApp(d: Dependencies): App {
  const { table, clock, log } = d;
  const app = createApp(log);
  app.use('/personal-data/*', signedInAs(d, 'lead'));

  const load = (c: Context<Env>) => personalData(d, c.get('campaign'), c.get('language'));

  async function draw(c: Context<Env>, told: Told): Promise<string> {
    const { campaign, session, language } = c.var;
    return personalDataPage({ campaign, view: await load(c), session, language, ...told });
  }

  app.get('/personal-data', async (c) => {
    if (!wantsPage(c.req.header('accept'))) return c.json<PersonalDataView>(await load(c));
    const { erased, left = '0' } = c.req.query();
    return c.html(await draw(c, erased === undefined ? {} : { done: { left: Number(left) || 0 } }));
  });

  app.post('/personal-data/erasure', async (c) => {
    if (isFormPost(c) && !ErasureOrder.safeParse(await readFields(c)).success)
      return c.html(await draw(c, { details: [NOT_CONFIRMED] }), 422);
    await readBody(c, ErasureOrder);
    const { campaign, session } = c.var;
    const erased = await erase(d, campaign, session);
    log.info('personal data erased');
    if (isFormPost(c)) return c.redirect(`/personal-data?erased&left=${erased.left}`, 303);
    return c.json<Erased>(erased);
  });

  // A post, so that no address or name stands in a URL, where logs and histories keep it.
  app.post('/personal-data/person', async (c) => {
    const typed = isFormPost(c) ? await readFields(c) : undefined;
    if (typed && !PersonSearch.safeParse(typed).success)
      return c.html(await draw(c, { details: [NOBODY], who: String(typed.who ?? '') }), 422);
    const { who, download } = await readBody(c, PersonSearch);
    const { campaign, session, language } = c.var;
    const found = await exportPerson(d, campaign, who, language);
    if (isFormPost(c) && download === undefined) {
      return c.html(matchesPage({ campaign, forms: d.forms, found, session, language }));
    }
    const { email: by, office } = session;
    await table.put(
      auditRow({ campaign: campaign.id, by, office, action: 'personal-data-exported' }, clock()),
    );
    c.header('Content-Disposition', contentDisposition('personal-data.json'));
    return c.json<PersonExport>(found);
  });

  return app;
}
