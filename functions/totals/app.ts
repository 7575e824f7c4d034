import type { Context } from 'hono';
import type { FormTotals, TotalsOverview } from '../../schemas/contract/totals.ts';
import type { Form } from '../../schemas/form.ts';
import { type App, createApp, type Env, wantsPage } from '../shared/http/app.ts';
import { signedInAs } from '../shared/http/session.ts';
import { contentDisposition } from '../shared/objects/metadata.ts';
import { Problem } from '../shared/problems.ts';
import { auditRow } from '../shared/records/audit.ts';
import { listHeads } from '../shared/records/reports.ts';
import { askedForms } from '../shared/reports/asked-forms.ts';
import { XLSX } from '../shared/workbook/media-type.ts';
import { consolidated } from './consolidated.ts';
import { countedReports } from './counted.ts';
import type { Dependencies } from './dependencies.ts';
import { formTotals } from './form-totals.ts';
import { overview } from './overview.ts';
import { overviewPage } from './overview-page.tsx';
import { totalsPage } from './totals-page.tsx';

export function totalsApp(given: Dependencies): App {
  const { table, forms, clock, log } = given;
  const app = createApp(log);
  app.use('/totals/*', signedInAs(given, 'office', 'lead'));
  app.use('/totals/*', async (c, next) => {
    if (c.get('session').campaign !== given.campaign.id) throw new Problem('not-allowed');
    await next();
  });

  /** @throws Problem `not-found` for forms that the campaign does not ask for */
  function asked(c: Context<Env, '/totals/:form'>): Form {
    const found = askedForms(c.get('campaign'), forms).find(({ form }) => form.id === c.req.param('form'));
    if (!found) throw new Problem('not-found');
    return found.form;
  }

  const acceptedOnly = (c: Context<Env>) => c.req.query('states') === 'accepted';

  app.get('/totals', async (c) => {
    const { campaign, session, language } = c.var;
    const answer = overview(campaign, forms, await listHeads(table, campaign.id), language);
    if (!wantsPage(c.req.header('accept'))) return c.json<TotalsOverview>(answer);
    return c.html(overviewPage({ campaign, overview: answer, session, language, now: clock() }));
  });

  app.get('/totals/:form', async (c) => {
    const { campaign, session, language } = c.var;
    const form = asked(c);
    const accepted = acceptedOnly(c);
    const reports = await countedReports(table, campaign, form.id, accepted);
    const totals = formTotals(campaign, form, reports, accepted, language);
    if (!wantsPage(c.req.header('accept'))) return c.json<FormTotals>(totals);
    return c.html(totalsPage({ campaign, form, totals, session, language, now: clock() }));
  });

  app.get('/totals/:form/table.xlsx', async (c) => {
    const { campaign, session, language } = c.var;
    const form = asked(c);
    const accepted = acceptedOnly(c);
    const reports = await countedReports(table, campaign, form.id, accepted);
    const now = clock();
    const { name, bytes } = await consolidated({ campaign, form, reports, accepted, now, language });
    // It has the names and phone numbers of a whole province: who took it is on record before it leaves.
    const { email: by, office } = session;
    const event = { campaign: campaign.id, by, office, form: form.id, action: 'table-downloaded' as const };
    await table.put(auditRow(event, now));
    return c.body(new Uint8Array(bytes), 200, {
      'Content-Type': XLSX,
      'Content-Disposition': contentDisposition(name),
    });
  });

  return app;
}
