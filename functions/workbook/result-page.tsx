import type { Session } from '../../schemas/session.ts';
import type { Language, Text } from '../../schemas/text.ts';
import { ErrorSummary, idOf } from '../shared/page/error-summary.tsx';
import { page } from '../shared/page/layout.tsx';
import { speak } from '../shared/page/words.ts';
import type { Detail } from '../shared/problems.ts';
import type { OwnReport } from '../shared/reports/own-report.ts';
import { SIZE_SCRIPT, WorkbookForm } from '../shared/workbook/upload-form.tsx';
import { HELD } from './posted.ts';
import { type CellProblem, cellName } from './problems.ts';
import type { ReadTemplate } from './read-template.ts';

const WORDS = {
  title: { zh: '导入结果', en: 'Import of a workbook' },
  saved: {
    zh: '工作簿中能读取的内容已存入填报页面，尚未提交。',
    en: 'What could be read is saved in the report; it is not submitted yet.',
  },
  replaced: { zh: '已替换的内容：', en: 'Replaced: ' },
  problems: { zh: '需要处理的单元格', en: 'Cells to look at' },
  how: {
    zh: '可以在填报页面上直接更正，也可以在工作簿中更正后重新导入。“第几行”是工作表左侧的行号。',
    en: 'Correct them on the page of the report, or in the workbook and import it again. Rows go by the numbers at the left of the sheet.',
  },
  sheet: { zh: '工作表', en: 'Sheet' },
  cell: { zh: '单元格', en: 'Cell' },
  field: { zh: '栏目', en: 'Field' },
  problem: { zh: '问题', en: 'Problem' },
  cure: { zh: '怎样改正', en: 'What to do' },
  copy: { zh: '下载标出问题的工作簿', en: 'Download the workbook with its errors marked' },
  copyHint: {
    zh: '有问题的单元格为红色，批注说明原因和改法。副本是把您填写的内容写入新模板而成：公式以结果代替，未导入的行、其他工作表和自行设置的格式不在其中，请保留原文件。系统不保存您上传的文件。',
    en: 'Cells with a problem are red, and a comment says why. What you filled in is written into a fresh template: formulas as their results, without lines that were not read, other sheets and formats of your own, so keep your file. It is not kept here.',
  },
  asks: {
    zh: '尚未导入：工作簿的内容将替换本表现有的以下内容。如确认替换，请重新选择文件，勾选“替换”后导入。',
    en: 'Nothing is imported yet: the workbook would replace the following. To agree, choose the file again, tick “Replace” and import.',
  },
  nothing: {
    zh: '没有导入任何内容，本表现有的内容没有变化。',
    en: 'Nothing was imported; what the report holds has not changed.',
  },
  again: { zh: '重新导入', en: 'Import again' },
  back: { zh: '返回填报页面', en: 'Back to the report' },
  show: { zh: '在填报页面上查看并更正', en: 'See and correct them in the report' },
  blocking: { zh: '须更正', en: 'Must be corrected' },
  explanation: { zh: '须核实', en: 'To be explained' },
  hint: { zh: '提示', en: 'Hint' },
} satisfies { [word: string]: Text };

export interface ResultPage {
  own: OwnReport;
  session: Session;
  language: Language;
  version: number;
  /** The report holds answers that a next import could replace. */
  holds: boolean;
  /** What was read and saved, and the file that it was read from. */
  read?: ReadTemplate;
  held?: Buffer;
  /** What would be replaced if that were ticked. */
  asks?: readonly Text[];
  /** Why nothing was read. */
  details?: readonly Detail[];
}

function Line({ problem, form, language }: { problem: CellProblem; form: string; language: Language }) {
  const t = speak(language);
  const { sheet, field, message, cure, pointer, severity } = problem;
  const name = field?.[language] ?? '';
  const where = `/reports/${form}?check=1#${encodeURIComponent(idOf(pointer))}`;
  return (
    <tr>
      <td data-label={t(WORDS.sheet)}>{sheet}</td>
      <th scope="row">{cellName(problem)}</th>
      <td data-label={t(WORDS.field)}>{pointer === '' || name === '' ? name : <a href={where}>{name}</a>}</td>
      <td data-label={t(WORDS.problem)}>
        <strong>{t(WORDS[severity])}</strong> {t(message)}
      </td>
      <td data-label={t(WORDS.cure)}>{t(cure)}</td>
    </tr>
  );
}

function Problems({
  problems,
  form,
  language,
}: {
  problems: readonly CellProblem[];
  form: string;
  language: Language;
}) {
  const t = speak(language);
  return (
    <section>
      <h2>
        {t(WORDS.problems)} ({problems.length})
      </h2>
      <p class="hint">{t(WORDS.how)}</p>
      <table class="stack">
        <thead>
          <tr>
            {[WORDS.sheet, WORDS.cell, WORDS.field, WORDS.problem, WORDS.cure].map((head) => (
              <th scope="col">{t(head)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {problems.map((problem) => (
            <Line problem={problem} form={form} language={language} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The page holds the file and sends it back: so the copy can be made without the server keeping the file. */
function MarkedCopy({ form, held, language }: { form: string; held: Buffer; language: Language }) {
  const t = speak(language);
  return (
    <form method="post" action={`/reports/${form}/workbook`}>
      <input type="hidden" name={HELD} value={held.toString('base64url')} />
      <p class="hint" id="copy-hint">
        {t(WORDS.copyHint)}
      </p>
      <div class="buttons">
        <button type="submit" class="secondary" aria-describedby="copy-hint">
          {t(WORDS.copy)}
        </button>
        <a class="button" href={`/reports/${form}?check=1`}>
          {t(WORDS.show)}
        </a>
      </div>
    </form>
  );
}

function Replaced({ titles, lead, language }: { titles: readonly Text[]; lead: Text; language: Language }) {
  const t = speak(language);
  return (
    <>
      <p>{t(lead)}</p>
      <ul>
        {titles.map((title) => (
          <li>{t(title)}</li>
        ))}
      </ul>
    </>
  );
}

/** What became of a workbook: what was read, what is wrong with it cell by cell, or why it was not read. */
export function resultPage(props: ResultPage): string {
  const { own, session, language, version, holds, read, held, asks, details = [] } = props;
  const t = speak(language);
  const { form, definition } = own;
  return page({
    title: `${t(WORDS.title)} – ${t(definition.title)}`,
    language,
    session,
    address: `/reports/${form}`,
    // What was read is in the report, with all that is wrong with it.
    query: { check: read && '1' },
    error: !read || read.problems.some(({ severity }) => severity === 'blocking'),
    scripts: [SIZE_SCRIPT],
    children: (
      <>
        <ErrorSummary details={[...details]} language={language} />
        <p class="caption">{t(definition.title)}</p>
        <h1>{t(WORDS.title)}</h1>
        {details.length > 0 && <p class="notice">{t(WORDS.nothing)}</p>}
        {asks && (
          <section class="notice" role="status">
            <Replaced titles={asks} lead={WORDS.asks} language={language} />
          </section>
        )}
        {read && (
          <section class="notice" role="status">
            <p>{t(WORDS.saved)}</p>
            {read.replaced.length > 0 && (
              <Replaced titles={read.replaced} lead={WORDS.replaced} language={language} />
            )}
          </section>
        )}
        {read && <Problems problems={read.problems} form={form} language={language} />}
        {held && <MarkedCopy form={form} held={held} language={language} />}
        <section>
          <h2>{t(WORDS.again)}</h2>
          <WorkbookForm own={own} version={version} holds={holds} language={language} />
        </section>
        <p>
          <a href={`/reports/${form}`}>{t(WORDS.back)}</a>
        </p>
      </>
    ),
  });
}
