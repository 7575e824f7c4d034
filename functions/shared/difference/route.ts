import type { Context } from 'hono';
import * as z from 'zod';
import type { Unit } from '../../../schemas/campaign.ts';
import type { Difference } from '../../../schemas/contract/difference.ts';
import { type Form, fieldsOf } from '../../../schemas/form.ts';
import { type Env, wantsPage } from '../http/app.ts';
import { Problem } from '../problems.ts';
import type { ReportId } from '../records/keys.ts';
import { findHead, findRevision } from '../records/reports.ts';
import type { Table } from '../records/shapes.ts';
import { difference } from './difference.ts';
import { differencePage } from './difference-page.tsx';

/** What is no number of a revision is one that is not there: another comparison than the asked one would mislead. */
const Revision = z.coerce.number().int().min(1).optional();

/** What the address says of this very page; all else is how somebody came here, and leads back. */
const OWN = ['from', 'to', 'language'];

/** @throws Problem `not-found` */
function asked(c: Context<Env>, name: 'from' | 'to'): number | undefined {
  const { success, data } = Revision.safeParse(c.req.query(name));
  if (!success) throw new Problem('not-found');
  return data;
}

/** A report whose revisions are compared, and where its page is for whoever asks. */
export interface Compared extends ReportId {
  definition: Form;
  who: Unit;
  page: string;
}

/**
 * What two revisions differ in, by default the newest and the one before it. Reads the head and these two.
 * @throws Problem `not-found` for revisions that are not there
 */
export async function getDifference(c: Context<Env>, table: Table, report: Compared): Promise<Response> {
  const head = await findHead(table, report);
  const newest = head?.revision ?? 0;
  const to = asked(c, 'to') ?? newest;
  const from = asked(c, 'from') ?? Math.max(1, to - 1);
  if (newest < 1 || from > newest || to > newest) throw new Problem('not-found');
  const [before, after] = await Promise.all([
    findRevision(table, report, from),
    findRevision(table, report, to),
  ]);
  if (!before || !after) throw new Problem('not-found');
  const { unit, form, definition, who, page } = report;
  const found: Difference = { unit, form, from, to, ...difference(fieldsOf(definition), before, after) };
  if (!wantsPage(c.req.header('accept'))) return c.json<Difference>(found);
  const { session, language } = c.var;
  return c.html(
    differencePage({
      form: definition,
      unit: who,
      difference: found,
      newest,
      report: page,
      kept: Object.entries(c.req.query()).filter(([name]) => !OWN.includes(name)),
      session,
      language,
    }),
  );
}
