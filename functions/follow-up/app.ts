import type { Context } from 'hono';
import * as z from 'zod';
import { unitOf } from '../../schemas/campaign.ts';
import { type Withdrawable, Withdrawal } from '../../schemas/contract/reports.ts';
import { getDifference } from '../shared/difference/route.ts';
import { type App, createApp, type Env, wantsPage } from '../shared/http/app.ts';
import { isFormPost, parseWith, readBody, readFields } from '../shared/http/body.ts';
import { signedInAs } from '../shared/http/session.ts';
import { getMessages, postMessage, type TalkedAbout } from '../shared/messages/routes.ts';
import { Problem } from '../shared/problems.ts';
import { findHead } from '../shared/records/reports.ts';
import { type OwnReport, ownReport } from '../shared/reports/own-report.ts';
import type { Dependencies } from './dependencies.ts';
import { listPage } from './list-page.tsx';
import { findOwnReceipt, receiptView } from './receipt.ts';
import { receiptPage } from './receipt-page.tsx';
import { reportList } from './report-list.ts';
import { withdraw, withdrawable } from './withdraw.ts';
import { withdrawalPage } from './withdrawal-page.tsx';

/** The same as a page's form posts it. */
const PostedWithdrawal = Withdrawal.extend({
  revision: z.coerce.number().pipe(Withdrawal.shape.revision),
});

const isPage = (c: Context) => wantsPage(c.req.header('accept'));

/** Where a unit's reports stand, and what becomes of them once they are submitted. */
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

  const unit = signedInAs(given, 'unit');
  /** What the request works with: the campaign as it stands. */
  const at = (c: Context<Env>): Dependencies => ({ ...given, campaign: c.get('campaign') });
  const own = (c: Context<Env>): OwnReport =>
    ownReport(c.get('campaign'), c.get('session'), c.req.param('form') ?? '');

  app.get('/reports', unit, async (c) => {
    const { campaign, session, language } = c.var;
    const list = await reportList(at(c), session, language);
    return isPage(c) ? c.html(listPage(campaign, list, session, language, given.clock())) : c.json(list);
  });

  app.get('/reports/:form/withdrawal', unit, async (c) => {
    const mine = own(c);
    const head = withdrawable(mine, await findHead(given.table, mine), given.clock());
    const { campaign, session, language } = c.var;
    if (isPage(c)) return c.html(withdrawalPage({ campaign, own: mine, head, session, language }));
    return c.json<Withdrawable>({ state: head.state, revision: head.revision });
  });

  app.post('/reports/:form/withdrawal', unit, async (c) => {
    const mine = own(c);
    const page = isFormPost(c);
    const entry = page ? parseWith(PostedWithdrawal, await readFields(c)) : await readBody(c, Withdrawal);
    const answer = await withdraw(at(c), mine, c.get('session'), entry);
    return page ? c.redirect(`/reports/${mine.form}`, 303) : c.json<Withdrawable>(answer);
  });

  const about = (mine: OwnReport): TalkedAbout => ({ ...mine, page: `/reports/${mine.form}` });
  app.get('/reports/:form/messages', unit, (c) => getMessages(c, at(c), about(own(c))));
  app.post('/reports/:form/messages', unit, (c) => postMessage(c, at(c), about(own(c))));

  app.get('/reports/:form/difference', unit, (c) => {
    const mine = own(c);
    const who = unitOf(c.get('campaign'), mine.unit);
    if (!who) throw new Problem('not-found');
    return getDifference(c, given.table, { ...about(mine), who });
  });

  return app;
}
