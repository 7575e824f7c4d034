import type { Campaign } from '../../schemas/campaign.ts';
import type { AttachmentSummary } from '../../schemas/contract/attachments.ts';
import { normalise } from '../../schemas/fields/normalise.ts';
import { personalFields } from '../../schemas/fields/personal.ts';
import { type Finding, fieldsOf, totalsOf } from '../../schemas/form.ts';
import type { Session } from '../../schemas/session.ts';
import type { Language, Text } from '../../schemas/text.ts';
import { choicesOf, fileName } from '../shared/attachments/file-list.tsx';
import { attachmentSummary } from '../shared/attachments/summary.ts';
import { followRows } from '../shared/difference/follow-rows.ts';
import { Answers } from '../shared/fields/answers.tsx';
import type { FormDrawing } from '../shared/fields/drawing.ts';
import { Controls } from '../shared/fields/pages.tsx';
import { postedAs } from '../shared/http/page-of.ts';
import { timeText } from '../shared/page/dates.ts';
import { ErrorSummary } from '../shared/page/error-summary.tsx';
import { type LayoutProps, page } from '../shared/page/layout.tsx';
import { PersonalNotice } from '../shared/page/personal-notice.tsx';
import { speak } from '../shared/page/words.ts';
import type { Detail } from '../shared/problems.ts';
import type { OwnReport } from '../shared/reports/own-report.ts';
import { prefilled } from '../shared/reports/prefilled.ts';
import { SIZE_SCRIPT, WorkbookForm } from '../shared/workbook/upload-form.tsx';
import { AttachmentsSection } from './attachments-section.tsx';
import { isAboutFile } from './file-notice.tsx';
import { PasteNotice } from './paste-notice.tsx';
import type { Pasted } from './pasted-rows.ts';
import type { Notice } from './posted.ts';
import type { Report } from './report.ts';
import { Messages, returnOf, Standing } from './standing-section.tsx';

const WORDS = {
  required: { zh: '带 * 的为必填项。', en: 'Fields marked * are required.' },
  saved: { zh: '已暂存', en: 'Saved' },
  imported: {
    zh: '工作簿已导入并暂存，请核对后提交。',
    en: 'The workbook was imported and saved. Check it, then submit.',
  },
  workbook: { zh: '用工作簿填报', en: 'Fill in with a workbook' },
  save: { zh: '暂存', en: 'Save draft' },
  check: { zh: '核对并提交', en: 'Check answers' },
  nil: { zh: '零报告', en: 'Nil return' },
  nilHint: {
    zh: '没有可报的内容时，填写填报单位等信息后选择“零报告”。',
    en: 'If there is nothing to report, fill in who reports and choose “Nil return”.',
  },
  newest: { zh: '目前已保存的内容', en: 'What is saved now' },
  keep: {
    zh: '您刚才填写的内容仍在下面的表中，尚未保存。再次暂存将以您填写的内容为准；如要采用已保存的内容，请重新打开本页。',
    en: 'What you typed is still in the form below and is not saved yet. Saving again keeps what you typed; to take what is saved instead, open this page again.',
  },
  reopen: { zh: '放弃我的修改，重新打开', en: 'Drop my changes and open it again' },
} satisfies { [word: string]: Text };

export interface FormPage extends Pick<LayoutProps, 'address' | 'query'> {
  campaign: Campaign;
  own: OwnReport;
  report: Report;
  session: Session;
  language: Language;
  now: Date;
  /** What the controls hold: the report's answers, or what was typed when it could not be saved. */
  answers?: unknown;
  /** What was typed as captions of files, when it could not be saved. */
  captions?: ReadonlyMap<string, string>;
  /** What is shown beside the fields. */
  findings?: readonly Finding[];
  /** What is shown first: the problems that keep from going on. */
  details?: readonly Detail[];
  notice?: Notice | undefined;
  /** The file that the notice is about. */
  noticed?: string | undefined;
  /** Rows were just pasted; the findings are about their cells. */
  pasted?: Pasted | undefined;
  blankRow?: string | undefined;
  /** The answers could not be saved because somebody saved others meanwhile. */
  stale?: boolean;
}

function noticeText({ notice, report, campaign, language }: FormPage): string | undefined {
  if (notice !== 'saved' && notice !== 'imported') return undefined;
  const text = WORDS[notice][language];
  return notice === 'saved' && report.savedAt
    ? `${text} ${timeText(campaign, report.savedAt, language)}`
    : text;
}

function Stale({ props, files }: { props: FormPage; files: ReadonlyMap<string, string> }) {
  const { own, report, language } = props;
  const t = speak(language);
  return (
    <section class="notice">
      <p>{t(WORDS.keep)}</p>
      <p>
        <a href={`/reports/${own.form}`}>{t(WORDS.reopen)}</a>
      </p>
      <details>
        <summary>{t(WORDS.newest)}</summary>
        <Answers
          fields={fieldsOf(own.definition)}
          answers={report.answers}
          language={language}
          files={files}
        />
      </details>
    </section>
  );
}

/** What became of a file is said among the files, so that nobody has to look for it. */
function fileNotice({ notice, noticed }: FormPage, files: readonly AttachmentSummary[]) {
  const file = files.find(({ id }) => id === noticed);
  return file && isAboutFile(notice) ? { word: notice, file } : undefined;
}

/** The first finding of each place; what blocks comes before what does not. */
function byPointer(findings: readonly Finding[]): ReadonlyMap<string, Finding> {
  const map = new Map<string, Finding>();
  for (const finding of findings) {
    const before = map.get(finding.pointer);
    if (!before || (before.severity !== 'blocking' && finding.severity === 'blocking')) {
      map.set(finding.pointer, finding);
    }
  }
  return map;
}

/** What the office named stands where its row stands now, not where it stood when the report was returned. */
function markedIn(
  { own, report: { newest } }: FormPage,
  answers: unknown,
  message: ReturnType<typeof returnOf>,
): ReadonlySet<string> {
  const follow = followRows(fieldsOf(own.definition), newest?.answers, answers);
  return new Set((message?.fields ?? []).flatMap((pointer) => follow(pointer) ?? []));
}

/** The report as a form to fill in; drawn from the form's fields alone. */
export function formPage(props: FormPage): string {
  const { own, report, session, language, findings = [], details = [], stale = false } = props;
  const t = speak(language);
  const { definition } = own;
  const fields = fieldsOf(definition);
  const files = report.attachments.map((attachment) => attachmentSummary(attachment, language));
  const removed = report.removed.map((attachment) => attachmentSummary(attachment, language));
  const names = new Map(files.map((file) => [file.id, fileName(file, language)]));
  const untouched = report.savedAt === undefined && report.revisions.length === 0;
  const answers =
    props.answers ??
    (untouched ? prefilled(definition, props.campaign, own.unit, language, props.now) : report.answers);
  const message = returnOf(report);
  const sums = (definition.balances ?? []).length > 0;
  const totals = sums ? totalsOf(definition, normalise(fields, answers).answers) : [];
  const drawing: FormDrawing = {
    language,
    findings: byPointer(findings),
    marked: markedIn(props, answers, message),
    reason: message?.message,
    files: choicesOf(files, language),
    blankRow: props.blankRow,
    totals: new Map(totals.map((total) => [total.pointer, total])),
  };
  const notice = noticeText(props);
  return page({
    title: t(definition.title),
    language,
    session,
    error: details.length > 0,
    address: props.address,
    query: props.query,
    // What could not be saved because somebody saved something else: a person must say which counts.
    scripts: [
      ...(stale ? [] : ['report-autosave.js']),
      ...(sums ? ['report-totals.js'] : []),
      ...(fields.some(({ kind }) => kind === 'long-text') ? ['report-count.js'] : []),
      ...(fields.some(({ kind }) => kind === 'rows') ? ['report-rows.js'] : []),
      SIZE_SCRIPT,
    ],
    children: (
      <>
        <ErrorSummary details={[...details]} language={language} />
        {notice !== undefined && (
          <p class="notice" role="status">
            {notice}
          </p>
        )}
        {props.pasted && <PasteNotice pasted={props.pasted} findings={findings} language={language} />}
        <h1>{t(definition.title)}</h1>
        <Standing {...props} />
        <Messages {...props} />
        {stale && <Stale props={props} files={names} />}
        <p class="hint">{t(WORDS.required)}</p>
        <PersonalNotice
          asked={personalFields(fields).map(({ title }) => title)}
          personalData={props.campaign.personalData}
          language={language}
        />
        <form
          method="post"
          action={postedAs(own.unit, `/reports/${own.form}/draft`)}
          novalidate
          data-autosave={`${own.campaign}/${own.unit}/${own.form}`}
        >
          {/* Enter presses the first button of a form, so that must be a harmless one. */}
          <p class="buttons">
            <button type="submit" name="action" value="save" class="secondary">
              {t(WORDS.save)}
            </button>
          </p>
          <input type="hidden" name="version" value={String(report.version)} autocomplete="off" />
          <Controls fields={fields} answers={answers} form={drawing} />
          <AttachmentsSection
            form={own.form}
            slots={definition.slots}
            files={files}
            removed={removed}
            notice={fileNotice(props, [...files, ...removed])}
            captions={props.captions}
            findings={drawing.findings}
            marked={drawing.marked}
            reason={drawing.reason}
            language={language}
          />
          <div class="buttons">
            <button type="submit" name="action" value="check">
              {t(WORDS.check)}
            </button>
            <button type="submit" name="action" value="save" class="secondary">
              {t(WORDS.save)}
            </button>
          </div>
          <p class="autosave" data-autosave-status />
          {definition.nilReturn && (
            <div class="buttons">
              <p class="hint" id="nil-hint">
                {t(WORDS.nilHint)}
              </p>
              <button type="submit" name="action" value="nil" class="secondary" aria-describedby="nil-hint">
                {t(WORDS.nil)}
              </button>
            </div>
          )}
        </form>
        <section aria-labelledby="workbook-title">
          <h2 id="workbook-title">{t(WORDS.workbook)}</h2>
          <WorkbookForm own={own} version={report.version} holds={!untouched} language={language} />
        </section>
      </>
    ),
  });
}
