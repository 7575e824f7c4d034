import type { Context } from 'hono';
import { DraftSave, IdempotencyKey, Submission } from '../../schemas/contract/reports.ts';
import { type App, createApp, type Env, wantsPage } from '../shared/http/app.ts';
import { isFormPost, readBody, readFields } from '../shared/http/body.ts';
import { signedInAs } from '../shared/http/session.ts';
import { Problem } from '../shared/problems.ts';
import { type OwnReport, ownReport } from '../shared/reports/own-report.ts';
import { saveDraft } from '../shared/reports/save-draft.ts';
import { lockOf } from '../shared/reports/standing.ts';
import type { Dependencies } from './dependencies.ts';
import { postDraft, saveTyped, typedDraft } from './draft-page.ts';
import { formPage } from './form-page.tsx';
import { judge } from './judge.ts';
import { lockedPage } from './locked-page.tsx';
import { pastedOf, unreadCells } from './pasted-rows.ts';
import { noticeOf } from './posted.ts';
import { loadReport } from './report.ts';
import { postSubmission, review } from './submission-page.ts';
import { submit } from './submit.ts';
import { errorsIn, reportView, submittedView } from './views.ts';

/** @throws Problem `invalid-input` that names the header */
function idempotencyKey(c: Context): string {
  const key = IdempotencyKey.safeParse(c.req.header('idempotency-key'));
  if (key.success) return key.data;
  throw new Problem('invalid-input', [
    {
      pointer: '/Idempotency-Key',
      severity: 'blocking',
      code: 'required',
      message: {
        zh: '请求头Idempotency-Key缺失或格式不正确，应为1到200个可见ASCII字符。',
        en: 'The header Idempotency-Key is missing or not well formed: 1 to 200 visible ASCII characters.',
      },
    },
  ]);
}

/** What a unit does with one of its reports: fill in, check and submit. */
export function reportApp(given: Dependencies): App {
  const { table, clock, log } = given;
  const app = createApp(log);
  const unit = signedInAs(given, 'unit');
  /** What the request works with: the campaign as it stands. */
  const at = (c: Context<Env>): Dependencies => ({ ...given, campaign: c.get('campaign') });
  const isPage = (c: Context) => wantsPage(c.req.header('accept'));
  const own = (c: Context<Env>): OwnReport =>
    ownReport(c.get('campaign'), c.get('session'), c.req.param('form') ?? '');

  app.get('/reports/:form', unit, async (c) => {
    const mine = own(c);
    const report = await loadReport(table, mine);
    const now = clock();
    const { campaign, language, session } = c.var;
    if (!isPage(c)) return c.json(reportView(campaign, mine, report, now, language));
    const { answers, attachments: files, explanations, head, figures: onRecord } = report;
    const checked = c.req.query('check') !== undefined;
    const content = { answers, files, explanations, nil: false, onRecord };
    const pasted = pastedOf(c.req.queries());
    const all = checked || pasted ? judge(mine.definition, campaign, content).findings : [];
    const page = {
      campaign,
      own: mine,
      report,
      session,
      language,
      now,
      findings: checked || !pasted ? all : unreadCells(pasted, all),
      pasted,
      query: { check: checked ? '1' : undefined },
      notice: noticeOf(c.req.query('notice')),
      noticed: c.req.query('file'),
      blankRow: c.req.query('row'),
    };
    return c.html(lockOf(mine, head, now) ? lockedPage(page) : formPage(page));
  });

  app.put('/reports/:form/draft', unit, async (c) => {
    const mine = own(c);
    // The page's script posts what its form would, so that both are read the same way.
    const { email } = c.get('session');
    if (!isFormPost(c)) {
      const { version } = await saveDraft(at(c), mine, await readBody(c, DraftSave), email);
      return c.json({ version });
    }
    const posted = await readFields(c);
    const { version } = await saveTyped(at(c), mine, typedDraft(mine, posted), posted, email);
    return c.json({ version });
  });

  app.post('/reports/:form/draft', unit, async (c) => {
    const mine = own(c);
    if (!isFormPost(c)) throw new Problem('unsupported-type');
    return postDraft(c, at(c), mine);
  });

  app.get('/reports/:form/check', unit, async (c) => {
    const mine = own(c);
    const report = await loadReport(table, mine);
    const nil = c.req.query('nil') === 'true';
    const { answers, attachments: files, explanations, version, head, figures: onRecord } = report;
    if (!isPage(c)) {
      const { findings } = judge(mine.definition, c.get('campaign'), {
        answers,
        files,
        explanations,
        nil,
        onRecord,
      });
      return c.json({ version, errors: errorsIn(findings, c.get('language')) });
    }
    if (lockOf(mine, head, clock())) return c.redirect(`/reports/${mine.form}`, 303);
    return review(c, at(c), { own: mine, report, nil, explanations });
  });

  app.post('/reports/:form/submissions', unit, async (c) => {
    const mine = own(c);
    if (isFormPost(c)) return postSubmission(c, at(c), mine);
    const key = idempotencyKey(c);
    const entry = await readBody(c, Submission);
    const kept = await submit(at(c), mine, c.get('session'), entry, key);
    return c.json(submittedView(c.get('campaign'), mine, kept, c.get('language')), 201);
  });

  return app;
}
