import type { Context } from 'hono';
import { type App, createApp, wantsPage } from '../shared/http/app.ts';
import { signedInAs } from '../shared/http/session.ts';
import type { Dependencies } from './dependencies.ts';
import { findOwnReceipt, receiptView } from './receipt.ts';
import { receiptPage } from './receipt-page.tsx';

const isPage = (c: Context) => wantsPage(c.req.header('accept'));

/** What becomes of a report once it is submitted, as far as its unit has to do with it. */
export function followUpApp(given: Dependencies): App {
  const app = createApp(given.log);
  const anyone = signedInAs(given, 'unit', 'office', 'lead');

  app.get('/receipts/:reference', anyone, async (c) => {
    const { campaign, session, language } = c.var;
    const dependencies = { ...given, campaign };
    const found = await findOwnReceipt(dependencies, session, c.req.param('reference'));
    const receipt = receiptView(dependencies, found, language);
    if (!isPage(c)) return c.json(receipt);
    return c.html(receiptPage({ campaign, form: found.form, head: found.head, receipt, session, language }));
  });

  return app;
}
