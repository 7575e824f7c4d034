import { isDeepStrictEqual } from 'node:util';
import type { Context } from 'hono';
import type { Attachment, PinnedAttachment } from '../../schemas/attachment.ts';
import type { Submission } from '../../schemas/contract/reports.ts';
import { normalise } from '../../schemas/fields/normalise.ts';
import { fieldsOf } from '../../schemas/form.ts';
import type { Env } from '../shared/http/app.ts';
import { parseWith, readFields } from '../shared/http/body.ts';
import { idOf } from '../shared/page/error-summary.tsx';
import { type Detail, PROBLEMS, Problem } from '../shared/problems.ts';
import { newToken } from '../shared/random.ts';
import type { OwnReport } from '../shared/reports/own-report.ts';
import { saveDraft } from '../shared/reports/save-draft.ts';
import { type CheckPage, checkPage } from './check-page.tsx';
import { contentHash } from './content.ts';
import type { Dependencies } from './dependencies.ts';
import { type Doubt, doubtsOf } from './doubts.ts';
import { formPage } from './form-page.tsx';
import { type Judged, judge } from './judge.ts';
import { submittedWith } from './keyed-receipt.ts';
import { EXPLANATION, explanationsOf, noticeOf, requireBrief, SubmissionPost } from './posted.ts';
import { loadReport, type Report } from './report.ts';
import { submit } from './submit.ts';

interface Review {
  own: OwnReport;
  report: Report;
  nil: boolean;
  explanations: { [key: string]: string };
  /** The key of the submission that is being tried; a new one when the page is first drawn. */
  key?: string;
  /** Why the try was refused. */
  refused?: Problem;
}

/** An explanation is missing where it is typed, not where its finding is. */
const atItsExplanation = ({ key, findings: [{ code, message }] }: Doubt): Detail => ({
  code,
  severity: 'blocking',
  pointer: `/${EXPLANATION}${key}`,
  message: {
    zh: `尚未说明情况（不少于6个字）：${message.zh}`,
    en: `Not explained yet (at least 6 characters): ${message.en}`,
  },
});

/** What the page says of a refusal: beside the explanations where it is about those, else at its head. */
function detailsOf(
  refused: Problem | undefined,
  judged: Judged,
  explanations: Review['explanations'],
): Detail[] {
  if (!refused) return [];
  if (refused.code === 'invalid-input') return refused.details;
  const faults = new Set(judged.faults);
  const missing = doubtsOf(judged.findings, explanations)
    .filter(({ findings }) => refused.code === 'invalid-answers' && findings.some((one) => faults.has(one)))
    .map(atItsExplanation);
  if (missing.length > 0) return missing;
  if (refused.code === 'too-large' && refused.details.length > 0) return refused.details;
  return [{ pointer: '', severity: 'blocking', code: refused.code, message: PROBLEMS[refused.code].text }];
}

/**
 * The page before the submission; while anything blocks it is the form again, with what must be corrected first.
 */
export function review(
  c: Context<Env>,
  { campaign, clock }: Dependencies,
  { own, report, nil, explanations, key = newToken(), refused }: Review,
): Response | Promise<Response> {
  const content = {
    answers: report.answers,
    files: report.attachments,
    explanations,
    nil,
    onRecord: report.figures,
  };
  const judged = judge(own.definition, campaign, content);
  const blocking = judged.faults.filter(({ severity }) => severity === 'blocking');
  const common = {
    campaign,
    own,
    report,
    session: c.get('session'),
    language: c.get('language'),
    now: clock(),
    findings: judged.findings,
    address: `/reports/${own.form}/check`,
    query: { nil: nil ? 'true' : undefined },
    notice: noticeOf(c.req.query('notice')),
  };
  const status = refused ? PROBLEMS[refused.code].status : 200;
  if (blocking.length > 0) return c.html(formPage({ ...common, details: blocking }), status);
  const page: CheckPage = {
    ...common,
    details: detailsOf(refused, judged, explanations),
    nil,
    explanations,
    key,
  };
  return c.html(checkPage(page), status);
}

/**
 * Does the newest submission, which awaits review, say the very same? Whoever goes back and submits once more wants
 * to be sure that it has arrived, and no further revision for an office to read.
 */
function arrived({ head, newest }: Report, own: OwnReport, entry: Submission, files: readonly Attachment[]) {
  if (head?.state !== 'submitted' || !newest) return false;
  const { answers } = normalise(fieldsOf(own.definition), entry.answers);
  const { explanations = {}, nil } = entry;
  const attachments = [...entry.attachments].sort();
  const told = (all: readonly (Attachment | PinnedAttachment)[]) =>
    JSON.stringify(all.map(({ id, name, caption, pin }) => [id, name, caption, pin?.versionId]));
  return (
    contentHash({ answers, attachments, explanations, nil }) === newest.contentHash &&
    told(files) === told(newest.attachments)
  );
}

/** Where somebody goes on who leaves the check page without submitting. */
function nextOf({ form }: OwnReport, action: string, nil: boolean): string {
  const [name, pointer = ''] = action.split(/:(.*)/s);
  if (name === 'back') return `/reports/${form}`;
  if (name === 'change') return `/reports/${form}#${encodeURIComponent(idOf(pointer))}`;
  return `/reports/${form}/check?${new URLSearchParams({ ...(nil && { nil: 'true' }), notice: 'saved' })}`;
}

/** Submits what the check page showed, or keeps what was typed there; posted again, it leads to the same receipt. */
export async function postSubmission(
  c: Context<Env>,
  dependencies: Dependencies,
  own: OwnReport,
): Promise<Response> {
  const posted = await readFields(c);
  const { key, version, nil: nilPosted, action } = parseWith(SubmissionPost, posted);
  const nil = nilPosted !== undefined;
  const report = await loadReport(dependencies.table, own);
  const explanations = { ...report.explanations, ...explanationsOf(posted) };

  const files = report.attachments.filter(({ pin }) => pin);
  const attachments = files.map(({ id }) => id);
  const entry = { answers: report.answers, attachments, explanations, nil };
  try {
    requireBrief(explanations);
    if (version !== report.version) throw new Problem('stale-version', [], { version: report.version });
    if (action !== 'submit') {
      const draft = { version, answers: report.answers, explanations };
      if (!isDeepStrictEqual(explanations, report.explanations))
        await saveDraft(dependencies, own, draft, c.get('session').email);
      return c.redirect(nextOf(own, action, nil), 303);
    }
    if (arrived(report, own, entry, files)) return c.redirect(`/receipts/${report.newest?.reference}`, 303);
    const { revision } = await submit(dependencies, own, c.get('session'), entry, key);
    return c.redirect(`/receipts/${revision.reference}`, 303);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const before = await submittedWith(dependencies.table, own, key);
    if (before) return c.redirect(`/receipts/${before.reference}`, 303);
    if (error.code === 'already-accepted' || error.code === 'form-closed') throw error;
    return review(c, dependencies, { own, report, nil, explanations, key, refused: error });
  }
}
