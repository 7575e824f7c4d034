import type { Context } from 'hono';
import type { RosterChanged } from '../../../schemas/contract/roster.ts';
import type { RosterImportPreview } from '../../../schemas/contract/roster-import.ts';
import { type App, type Env, wantsPage } from '../../shared/http/app.ts';
import { contentDisposition } from '../../shared/objects/metadata.ts';
import { detailsOf, PROBLEMS, Problem } from '../../shared/problems.ts';
import { findChanges } from '../../shared/records/campaign-changes.ts';
import { importPage } from '../../shared/roster/import/page.tsx';
import { IMPORT } from '../../shared/roster/import/words.ts';
import { listContacts } from '../../shared/roster/list-contacts.ts';
import { XLSX } from '../../shared/workbook/media-type.ts';
import { isUpload, sentSheet } from '../../shared/workbook/uploaded-file.ts';
import type { Dependencies } from '../dependencies.ts';
import { previewFile } from './preview-file.ts';
import { template } from './template.ts';

/** The roster as a spreadsheet, and what a changed one would change. */
export function rosterRoutes(app: App, d: Dependencies): void {
  const { table, campaign: file } = d;
  const draw = (c: Context<Env>, more: Omit<Parameters<typeof importPage>[0], 'session' | 'language'> = {}) =>
    importPage({ session: c.get('session'), language: c.get('language'), ...more });

  app.get('/roster/template.xlsx', async (c) => {
    const contacts = await listContacts(table, file.id);
    const bytes = template(c.get('campaign'), contacts, c.get('language'));
    return c.body(new Uint8Array(bytes), 200, {
      'Content-Type': XLSX,
      'Content-Disposition': contentDisposition(`${IMPORT.file[c.get('language')]}.xlsx`),
    });
  });

  app.get('/roster/import', async (c) => {
    if (wantsPage(c.req.header('accept'))) return c.html(draw(c));
    return c.json<RosterChanged>({ version: (await findChanges(table, file.id)).version });
  });

  app.post('/roster/import', async (c) => {
    const look = (bytes: Buffer) => previewFile(d, c.get('campaign'), bytes, c.get('language'));
    if (!isUpload(c)) return c.json<RosterImportPreview>(await look(await sentSheet(c)));
    try {
      const preview = await look(await sentSheet(c));
      return c.html(draw(c, { preview }), preview.errors.length > 0 ? 422 : 200);
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'unreadable-workbook') throw error;
      return c.html(draw(c, { details: detailsOf(error) }), PROBLEMS[error.code].status);
    }
  });
}
