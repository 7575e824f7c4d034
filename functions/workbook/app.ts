import type { Context } from 'hono';
import { type App, createApp, type Env } from '../shared/http/app.ts';
import { isFormPost } from '../shared/http/body.ts';
import { signedInAs } from '../shared/http/session.ts';
import { contentDisposition } from '../shared/objects/metadata.ts';
import { type OwnReport, ownReport } from '../shared/reports/own-report.ts';
import { prefilled } from '../shared/reports/prefilled.ts';
import { safeName } from '../shared/safe-name.ts';
import { XLSX } from '../shared/workbook/media-type.ts';
import { type Current, findCurrent } from './current.ts';
import type { Dependencies } from './dependencies.ts';
import { type Imported, keep, readFor } from './import.ts';
import { markedCopy } from './marked-copy.ts';
import { askedForCopy, fileOf, versionOf } from './posted.ts';
import { postWorkbook } from './result.ts';
import { type TemplateOf, template } from './template.ts';
import { readView } from './view.ts';

/** Templates of reports, filled with what there is; and what filled ones say, read into the draft. */
export function workbookApp(given: Dependencies): App {
  const { table, clock, log } = given;
  const app = createApp(log);
  const unit = signedInAs(given, 'unit');
  /** What the request works with: the campaign as it stands. */
  const at = (c: Context<Env>): Dependencies => ({ ...given, campaign: c.get('campaign') });
  const own = (c: Context<Env>): OwnReport =>
    ownReport(c.get('campaign'), c.get('session'), c.req.param('form') ?? '');

  const templateOf = (c: Context<Env>, { definition: form }: OwnReport, { files }: Current): TemplateOf => ({
    campaign: c.get('campaign'),
    form,
    files,
    language: c.get('language'),
  });

  const download = (c: Context<Env>, bytes: Buffer, name: string) =>
    c.body(new Uint8Array(bytes), 200, {
      'Content-Type': XLSX,
      'Content-Disposition': contentDisposition(safeName(`${name}.xlsx`)),
    });

  app.get('/reports/:form/template.xlsx', unit, async (c) => {
    const mine = own(c);
    const current = await findCurrent(table, mine);
    const language = c.get('language');
    const { definition: form } = mine;
    const answers = current.answers ?? prefilled(form, c.get('campaign'), mine.unit, language, clock());
    return download(c, template(templateOf(c, mine, current), answers), form.title[language]);
  });

  const sendCopy = (c: Context<Env>, mine: OwnReport, { current, read }: Imported) => {
    const mark = { zh: '有误处已标注', en: 'errors marked' }[c.get('language')];
    const bytes = markedCopy(templateOf(c, mine, current), read);
    return download(c, bytes, `${mine.definition.title[c.get('language')]}-${mark}`);
  };

  app.post('/reports/:form/workbook', unit, async (c) => {
    const mine = own(c);
    if (/^multipart\/form-data\b/i.test(c.req.header('content-type') ?? '')) {
      return postWorkbook(c, at(c), mine);
    }
    const version = versionOf(c);
    const imported = await readFor(at(c), mine, await fileOf(c));
    if (isFormPost(c) || askedForCopy(c)) return sendCopy(c, mine, imported);
    const saved = version !== undefined;
    const { email } = c.get('session');
    const now = saved ? await keep(at(c), mine, imported, version, email) : imported.current.version;
    return c.json(readView(imported.read, now, saved, c.get('language')));
  });

  return app;
}
