import type { Context } from 'hono';
import { AuditFilter, type AuditLog } from '../../schemas/contract/audit.ts';
import { forms } from '../../schemas/forms/index.ts';
import { type App, type Env, wantsPage } from '../shared/http/app.ts';
import { parseWith } from '../shared/http/body.ts';
import { signedInAs } from '../shared/http/session.ts';
import { Problem } from '../shared/problems.ts';
import { auditPage } from './audit-page.tsx';
import { auditCsv } from './csv.ts';
import type { Dependencies } from './dependencies.ts';
import { readAudit } from './read.ts';

const A_PAGE = 100;
/** About 4 MB: what a function may answer is 6. */
const MOST_EXPORTED = 20_000;

const TOO_MANY = {
  pointer: '/from',
  severity: 'blocking',
  code: 'too-many-events',
  message: {
    zh: `超过${MOST_EXPORTED}条，请缩短日期范围或增加筛选条件后再导出。`,
    en: `More than ${MOST_EXPORTED} events: choose fewer days or filter, then export.`,
  },
} as const;

/** What is left empty in the page's form filters nothing. */
const filterOf = (c: Context<Env>) =>
  parseWith(
    AuditFilter,
    Object.fromEntries(Object.entries(c.req.query()).filter(([, value]) => value !== '')),
  );

/** The audit log, for the office that leads. */
export function addAudit(app: App, d: Dependencies): void {
  const lead = signedInAs(d, 'lead');

  app.get('/audit', lead, async (c) => {
    const { campaign, session, language } = c.var;
    const filter = filterOf(c);
    const log = await readAudit(d.table, campaign, filter, d.clock(), A_PAGE);
    if (!wantsPage(c.req.header('accept'))) return c.json<AuditLog>(log);
    return c.html(auditPage({ campaign, forms, filter, log, session, language }));
  });

  app.get('/audit.csv', lead, async (c) => {
    const { campaign, language } = c.var;
    const log = await readAudit(d.table, campaign, filterOf(c), d.clock(), MOST_EXPORTED);
    if (log.next !== undefined) throw new Problem('too-large', [TOO_MANY]);
    c.header('Content-Disposition', `attachment; filename="audit-${log.from}-${log.to}.csv"`);
    return c.body(auditCsv(campaign, log.events, language), 200, {
      'Content-Type': 'text/csv; charset=utf-8',
    });
  });
}
