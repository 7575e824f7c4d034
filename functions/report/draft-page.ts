import type { Context } from 'hono';
import type { DraftSave } from '../../schemas/contract/reports.ts';
import { fieldsOf } from '../../schemas/form.ts';
import type { Draft } from '../../schemas/report.ts';
import { fileNoticeAddress, newFileAddress } from '../shared/attachments/addresses.ts';
import { cleanCaptions, moveFile, saveCaptions } from '../shared/attachments/describe.ts';
import { removeAttachment } from '../shared/attachments/remove.ts';
import { restoreAttachment } from '../shared/attachments/restore.ts';
import { readAnswers } from '../shared/fields/pages.tsx';
import type { Env } from '../shared/http/app.ts';
import { type FormFields, parseWith, readFields } from '../shared/http/body.ts';
import { idOf } from '../shared/page/error-summary.tsx';
import { PROBLEMS, Problem } from '../shared/problems.ts';
import type { OwnReport } from '../shared/reports/own-report.ts';
import { saveDraft } from '../shared/reports/save-draft.ts';
import type { Dependencies } from './dependencies.ts';
import { formPage } from './form-page.tsx';
import { type Pasted, pastedQuery, pasteRows } from './pasted-rows.ts';
import { type Action, actionOf, captionsOf, DraftPost, pastedText, withoutRow } from './posted.ts';
import { loadReport } from './report.ts';

/** Where the page goes on after saving. */
function nextOf({ form }: OwnReport, { name, of }: Action, answers: unknown): string {
  const here = `/reports/${form}`;
  const anchor = (pointer: string) => `#${encodeURIComponent(idOf(pointer))}`;
  if (name === 'check') return `${here}/check`;
  if (name === 'nil') return `${here}/check?nil=true`;
  if (name === 'upload') return newFileAddress(form, of);
  if (name === 'replace-file') {
    const [slot = '', id] = of.split('/');
    return newFileAddress(form, slot, id);
  }
  if (name === 'file-up' || name === 'file-down') return `${here}?notice=saved${anchor(`/captions/${of}`)}`;
  if (name === 'remove-file') return fileNoticeAddress(form, 'removed', of);
  if (name === 'restore-file') return fileNoticeAddress(form, 'restored', of);
  if (name === 'remove-row') return `${here}?notice=saved${anchor(`/${of.split('/')[0]}`)}`;
  if (name === 'add-row') {
    const rows: unknown = typeof answers === 'object' && answers !== null ? Reflect.get(answers, of) : [];
    const count = Array.isArray(rows) ? rows.length : 0;
    return `${here}?row=${encodeURIComponent(of)}${anchor(`/${of}/${count}`)}`;
  }
  return `${here}?notice=saved`;
}

/** The page again, at the first row that was pasted. */
const pastedAt = ({ form }: OwnReport, pasted: Pasted): string =>
  `/reports/${form}?${pastedQuery(pasted)}#${idOf(`/${pasted.pasted}/${pasted.from}`)}`;

/** What stands in the form of the page, as a save of the draft. */
export function typedDraft(own: OwnReport, posted: FormFields): DraftSave {
  const { version } = parseWith(DraftPost, posted);
  return { version, answers: readAnswers(fieldsOf(own.definition), posted) };
}

/** What stands in the form of the page is saved: the captions of files when the draft is, or neither. */
export async function saveTyped(
  dependencies: Dependencies,
  own: OwnReport,
  typed: DraftSave,
  posted: FormFields,
  by: string,
): Promise<Draft> {
  const captions = cleanCaptions(captionsOf(posted));
  const draft = await saveDraft(dependencies, own, typed, by);
  await saveCaptions(dependencies.table, own, captions);
  return draft;
}

/** Saves what the page posted and goes on; what cannot be saved is shown again as it was typed, with the reason. */
export async function postDraft(
  c: Context<Env>,
  dependencies: Dependencies,
  own: OwnReport,
): Promise<Response> {
  const { table, campaign, clock } = dependencies;
  const posted = await readFields(c);
  const action = actionOf(posted);
  const kept = action.name === 'remove-row' ? withoutRow(posted, action.of) : posted;
  const form = typedDraft(own, kept);
  const pasting =
    action.name === 'paste-rows'
      ? pasteRows(own.definition, form.answers, action.of, pastedText(posted, action.of))
      : undefined;
  const typed = { ...form, ...(pasting && { answers: pasting.answers }) };
  try {
    const { answers } = await saveTyped(dependencies, own, typed, kept, c.get('session').email);
    const { name, of } = action;
    if (name === 'remove-file') await removeAttachment(table, own, of);
    if (name === 'restore-file') await restoreAttachment(dependencies, own, of);
    if (name === 'file-up') await moveFile(table, own, of, (index) => index - 1);
    if (name === 'file-down') await moveFile(table, own, of, (index) => index + 1);
    return c.redirect(pasting ? pastedAt(own, pasting.pasted) : nextOf(own, action, answers), 303);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { status, text } = PROBLEMS[error.code];
    const html = formPage({
      campaign,
      own,
      report: await loadReport(table, own),
      session: c.get('session'),
      language: c.get('language'),
      now: clock(),
      address: `/reports/${own.form}`,
      answers: typed.answers,
      captions: captionsOf(kept),
      details: [{ pointer: '', severity: 'blocking', code: error.code, message: text }, ...error.details],
      stale: error.code === 'stale-version',
    });
    return c.html(html, status);
  }
}
