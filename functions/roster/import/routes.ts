import type { Context } from 'hono';
import * as z from 'zod';
import type { RosterChanged } from '../../../schemas/contract/roster.ts';
import {
  RosterImportEntry,
  type RosterImported,
  type RosterImportPreview,
} from '../../../schemas/contract/roster-import.ts';
import { type App, type Env, wantsPage } from '../../shared/http/app.ts';
import { isFormPost, parseWith, readBody, readFields } from '../../shared/http/body.ts';
import { contentDisposition } from '../../shared/objects/metadata.ts';
import { type Detail, PROBLEMS, Problem } from '../../shared/problems.ts';
import { findChanges } from '../../shared/records/campaign-changes.ts';
import { XLSX } from '../../shared/workbook/media-type.ts';
import { listContacts } from '../contacts.ts';
import type { Dependencies } from '../dependencies.ts';
import { applyImport } from './apply.ts';
import { importPage } from './page.tsx';
import { previewFile, previewLines } from './preview.ts';
import { template } from './template.ts';
import { IMPORT } from './words.ts';

const TYPES = [XLSX, 'text/csv', 'application/octet-stream'];

const isUpload = (c: Context) => /^multipart\/form-data\b/i.test(c.req.header('content-type') ?? '');

/** @throws Problem `malformed-request` */
async function uploadedFile(c: Context): Promise<Buffer> {
  try {
    const file = (await c.req.formData()).get('file');
    return Buffer.from(file instanceof File ? await file.arrayBuffer() : new ArrayBuffer(0));
  } catch {
    throw new Problem('malformed-request');
  }
}

/** @throws Problem `unsupported-type` */
async function sentFile(c: Context): Promise<Buffer> {
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (!TYPES.includes(type ?? '')) throw new Problem('unsupported-type');
  return Buffer.from(await c.req.arrayBuffer());
}

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

const detailsOf = ({ code, details }: Problem): Detail[] =>
  details.length > 0 ? details : [{ pointer: '', severity: 'blocking', code, message: PROBLEMS[code].text }];

/** The roster as a spreadsheet, and what a changed one would change and changes. */
export function importRoutes(app: App, d: Dependencies): void {
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
    if (!isUpload(c)) return c.json<RosterImportPreview>(await look(await sentFile(c)));
    try {
      const preview = await look(await uploadedFile(c));
      return c.html(draw(c, { preview }), preview.errors.length > 0 ? 422 : 200);
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'unreadable-workbook') throw error;
      return c.html(draw(c, { details: detailsOf(error) }), PROBLEMS[error.code].status);
    }
  });

  app.post('/roster/import/apply', async (c) => {
    const apply = (entry: RosterImportEntry) => applyImport(d, c.get('session'), entry);
    if (!isFormPost(c)) return c.json<RosterImported>(await apply(await readBody(c, RosterImportEntry)));
    const entry = await postedEntry(c);
    try {
      await apply(entry);
      return c.redirect('/roster?done', 303);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const { lines, agreed } = entry;
      const read = { lines, faults: [], spotOf: () => ({ sheet: '' }) };
      const preview = await previewLines(d, read, c.get('language'));
      const stale: Detail = { pointer: '', severity: 'blocking', code: error.code, message: IMPORT.stale };
      const details = error.code === 'stale-version' ? [stale] : detailsOf(error);
      return c.html(draw(c, { preview, agreed, details }), PROBLEMS[error.code].status);
    }
  });
}
