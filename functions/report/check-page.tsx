import { knownUnitOf } from '../../schemas/campaign.ts';
import { type Finding, fieldsOf, totalsOf } from '../../schemas/form.ts';
import { fileName } from '../shared/attachments/file-list.tsx';
import { FileList } from '../shared/attachments/own-files.tsx';
import { attachmentSummary } from '../shared/attachments/summary.ts';
import { Answers } from '../shared/fields/answers.tsx';
import { postedAs } from '../shared/http/page-of.ts';
import { ErrorSummary, idOf } from '../shared/page/error-summary.tsx';
import { page } from '../shared/page/layout.tsx';
import { speak } from '../shared/page/words.ts';
import type { Detail } from '../shared/problems.ts';
import { doubtsOf } from './doubts.ts';
import { Explanations } from './explanations-section.tsx';
import type { FormPage } from './form-page.tsx';
import { Totals } from './totals-section.tsx';

const WORDS = {
  title: { zh: '核对填报内容', en: 'Check your answers' },
  notYet: {
    zh: '以下内容尚未报送，核对无误后请点击页面底部的“提交”。',
    en: 'Nothing is submitted yet. Check everything, then press “Submit” at the end of this page.',
  },
  already: {
    zh: '此前已报送，如有更正可再次提交。受理编号：',
    en: 'Submitted before; submit again only what you corrected. Reference number: ',
  },
  toSubmit: { zh: '转到页面底部', en: 'Go to the end' },
  toExplain: {
    zh: '有内容需要说明，转到页面底部填写',
    en: 'Some answers need an explanation: go to the end',
  },
  nil: {
    zh: '本次为零报告：本单位没有可报的内容。',
    en: 'This is a nil return: your unit has nothing to report.',
  },
  hints: { zh: '提示（不影响提交）', en: 'Hints (you can submit all the same)' },
  saved: { zh: '情况说明已暂存。', en: 'The explanations are saved.' },
  files: { zh: '附件', en: 'Attachments' },
  unfinished: {
    zh: '以下文件尚未上传完成，不会随本次报送：',
    en: 'These uploads are not finished, so they will not be part of this report:',
  },
  secrecy: {
    zh: '提交前请确认：内容已履行保密审查，不涉密。',
    en: 'Before you submit: make sure that the secrecy review is done and that nothing here is classified.',
  },
  submit: { zh: '提交', en: 'Submit' },
  back: { zh: '返回修改', en: 'Go back and change' },
};

export interface CheckPage extends FormPage {
  findings: readonly Finding[];
  /** The submission's idempotency key: made when the page is drawn, so that a page submits once. */
  key: string;
  nil: boolean;
  explanations: { [key: string]: string };
}

function Files({ props }: { props: CheckPage }) {
  const t = speak(props.language);
  const files = props.report.attachments.map((file) => attachmentSummary(file, props.language));
  const arrived = files.filter(({ state }) => state !== 'awaiting');
  const unfinished = files.filter(({ state }) => state === 'awaiting');
  const list = (some: typeof files) => (
    <FileList form={props.own.form} files={some} language={props.language} />
  );
  return (
    <section>
      <h2>{t(WORDS.files)}</h2>
      {list(arrived)}
      {unfinished.length > 0 && (
        <div class="notice">
          <p>{t(WORDS.unfinished)}</p>
          {list(unfinished)}
        </div>
      )}
    </section>
  );
}

/** What will be submitted, all of it, with a way back to each answer. */
export function checkPage(props: CheckPage): string {
  const { own, report, session, language, findings, nil } = props;
  const t = speak(language);
  const { definition } = own;
  const details: Detail[] = [...(props.details ?? [])];
  const hints = findings.filter(({ severity }) => severity === 'hint');
  // Whoever comes back to this page after submitting must not think that it went wrong.
  const unchanged = report.head?.state === 'submitted' && report.savedAt === undefined;
  const doubts = doubtsOf(findings, props.explanations);
  const names = report.attachments.map((file) => [file.id, fileName(file, language)] as const);
  return page({
    title: `${t(WORDS.title)} – ${t(definition.title)}`,
    language,
    session,
    error: details.length > 0,
    address: props.address,
    query: props.query,
    children: (
      <>
        <ErrorSummary details={details} language={language} />
        <p class="caption">
          {t(definition.title)} {knownUnitOf(props.campaign, own.unit)?.name[language]}
        </p>
        <h1>{t(WORDS.title)}</h1>
        {props.notice === 'saved' && (
          <p class="notice" role="status">
            {t(WORDS.saved)}
          </p>
        )}
        <p class="notice">
          {unchanged ? (
            <>
              {t(WORDS.already)}
              <a href={`/receipts/${report.head?.reference}`}>{report.head?.reference}</a>
            </>
          ) : (
            t(WORDS.notYet)
          )}{' '}
          <a class="no-print" href="#submit">
            {t(doubts.length > 0 ? WORDS.toExplain : WORDS.toSubmit)}
          </a>
        </p>
        {nil && <p class="notice">{t(WORDS.nil)}</p>}
        {hints.length > 0 && (
          <section class="notice">
            <h2>{t(WORDS.hints)}</h2>
            <ul>
              {hints.map(({ message }) => (
                <li>{t(message)}</li>
              ))}
            </ul>
          </section>
        )}
        <Answers
          fields={fieldsOf(definition)}
          answers={report.answers}
          language={language}
          files={new Map(names)}
          changeAt={(pointer) => `/reports/${own.form}#${idOf(pointer)}`}
          form={doubts.length > 0 ? 'submit' : undefined}
        />
        {!nil && <Totals totals={totalsOf(definition, report.answers)} language={language} />}
        <Files props={props} />
        <form
          id="submit"
          method="post"
          action={postedAs(own.unit, `/reports/${own.form}/submissions`)}
          novalidate
        >
          <input type="hidden" name="key" value={props.key} />
          <input type="hidden" name="version" value={String(report.version)} />
          {nil && <input type="hidden" name="nil" value="true" />}
          {doubts.length > 0 && <Explanations doubts={doubts} {...props} />}
          <p>{t(WORDS.secrecy)}</p>
          <div class="buttons">
            <button type="submit">{t(WORDS.submit)}</button>
            {doubts.length > 0 ? (
              <button type="submit" name="action" value="back" class="link">
                {t(WORDS.back)}
              </button>
            ) : (
              <a href={`/reports/${own.form}`}>{t(WORDS.back)}</a>
            )}
          </div>
        </form>
      </>
    ),
  });
}
