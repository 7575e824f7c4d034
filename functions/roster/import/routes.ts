import type { Context } from 'hono';
import * as z from 'zod';
import { RosterImportEntry, type RosterImported } from '../../../schemas/contract/roster-import.ts';
import type { App, Env } from '../../shared/http/app.ts';
import { isFormPost, parseWith, readBody, readFields } from '../../shared/http/body.ts';
import { type Detail, detailsOf, PROBLEMS, Problem } from '../../shared/problems.ts';
import { importPage } from '../../shared/roster/import/page.tsx';
import { previewLines } from '../../shared/roster/import/preview.ts';
import { IMPORT } from '../../shared/roster/import/words.ts';
import type { Dependencies } from '../dependencies.ts';
import { applyImport } from './apply.ts';

const Posted = z.object({
  version: z.coerce.number(),
  lines: z.string().transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'not JSON' });
      return z.NEVER;
    }
  }),
  agreed: z.union([z.string().transform((one) => [one]), z.array(z.string())]).default([]),
});

/** What the page of the preview posts. */
const postedEntry = async (c: Context): Promise<RosterImportEntry> =>
  parseWith(RosterImportEntry, parseWith(Posted, await readFields(c)));

/** Makes the changes that a spreadsheet asks for. Another function, which may write nothing, has read it. */
export function importRoutes(app: App, d: Dependencies): void {
  app.post('/roster/import/apply', async (c: Context<Env>) => {
    const { session, language } = c.var;
    const apply = (entry: RosterImportEntry) => applyImport(d, session, entry);
    if (!isFormPost(c)) return c.json<RosterImported>(await apply(await readBody(c, RosterImportEntry)));
    const entry = await postedEntry(c);
    try {
      await apply(entry);
      return c.redirect('/roster?done', 303);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const { lines, agreed } = entry;
      const read = { lines, faults: [], spotOf: () => ({ sheet: '' }) };
      const preview = await previewLines(d, read, language);
      const stale: Detail = { pointer: '', severity: 'blocking', code: error.code, message: IMPORT.stale };
      const details = error.code === 'stale-version' ? [stale] : detailsOf(error);
      return c.html(importPage({ session, language, preview, agreed, details }), PROBLEMS[error.code].status);
    }
  });
}
