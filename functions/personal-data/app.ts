import {
  type Erased,
  ErasureOrder,
  type PersonalDataView,
  type PersonExport,
  PersonSearch,
} from '../../schemas/contract/personal-data.ts';
import { type App, createApp, wantsPage } from '../shared/http/app.ts';
import { isFormPost, readBody } from '../shared/http/body.ts';
import { signedInAs } from '../shared/http/session.ts';
import { contentDisposition } from '../shared/objects/metadata.ts';
import { auditRow } from '../shared/records/audit.ts';
import type { Dependencies } from './dependencies.ts';
import { erase } from './erase.ts';
import { exportPerson } from './person.ts';
import { personalDataPage } from './personal-data-page.tsx';
import { personalData } from './view.ts';

/** What is kept of people: the lead office sees it, hands it out to those it is about, and erases it in the end. */
export function personalDataApp(d: Dependencies): App {
  const { table, clock, log } = d;
  const app = createApp(log);
  app.use('/personal-data/*', signedInAs(d, 'lead'));

  app.get('/personal-data', async (c) => {
    const { campaign, session, language } = c.var;
    const view = await personalData(d, campaign, language);
    if (!wantsPage(c.req.header('accept'))) return c.json<PersonalDataView>(view);
    const { erased, left = '0' } = c.req.query();
    const done = erased === undefined ? undefined : { left: Number(left) || 0 };
    return c.html(personalDataPage({ campaign, view, session, language, done }));
  });

  app.post('/personal-data/erasure', async (c) => {
    await readBody(c, ErasureOrder);
    const { campaign, session } = c.var;
    const erased = await erase(d, campaign, session);
    log.info('personal data erased');
    if (isFormPost(c)) return c.redirect(`/personal-data?erased&left=${erased.left}`, 303);
    return c.json<Erased>(erased);
  });

  // A post, so that no address or name stands in a URL, where logs and histories keep it.
  app.post('/personal-data/person', async (c) => {
    const { who } = await readBody(c, PersonSearch);
    const { campaign, session, language } = c.var;
    const found = await exportPerson(d, campaign, who, language);
    const { email: by, office } = session;
    await table.put(
      auditRow({ campaign: campaign.id, by, office, action: 'personal-data-exported' }, clock()),
    );
    c.header('Content-Disposition', contentDisposition('personal-data.json'));
    return c.json<PersonExport>(found);
  });

  return app;
}
