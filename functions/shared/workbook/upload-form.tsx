import type { Language } from '../../../schemas/text.ts';
import { postedAs } from '../http/page-of.ts';
import { speak } from '../page/words.ts';
import type { OwnReport } from '../reports/own-report.ts';
import { MOST_BYTES, TOO_LARGE } from './most-bytes.ts';

const WORDS = {
  template: { zh: '模板下载', en: 'Download template' },
  templateHint: {
    zh: '可以在Excel、WPS等表格软件中填写。模板中已带有本表现有的内容。',
    en: 'Fill it in with Excel, WPS or another program. What the report holds already is in the template.',
  },
  choose: { zh: '选择填好的工作簿', en: 'Choose the filled-in workbook' },
  chooseHint: {
    zh: '.xlsx文件，不超过3 MB。严禁上传涉密文件。本页上尚未暂存的内容请先暂存。',
    en: 'An .xlsx file of at most 3 MB. Never upload classified files. Save first what you typed on this page.',
  },
  replace: {
    zh: '用工作簿中填写的内容替换本表现有的内容（工作簿中空白的单元格不会清除现有内容）',
    en: 'Replace what the report holds by what is filled in in the workbook (blank cells erase nothing)',
  },
  import: { zh: '导入', en: 'Import' },
};

/** Of pages with this form: it says that a file is too large before the file is sent. */
export const SIZE_SCRIPT = 'workbook-size.js';

/** Downloads a template and takes it back filled in; works without script. */
export function WorkbookForm({
  own: { form, unit },
  version,
  holds,
  language,
}: {
  own: OwnReport;
  /** The draft's version that the reader has seen. */
  version: number;
  /** The report holds answers that could be replaced: that is asked for. */
  holds: boolean;
  language: Language;
}) {
  const t = speak(language);
  return (
    <>
      <p>
        <a href={`/reports/${form}/template.xlsx`} download>
          {t(WORDS.template)}
        </a>
      </p>
      <p class="hint">{t(WORDS.templateHint)}</p>
      <form method="post" action={postedAs(unit, `/reports/${form}/workbook`)} enctype="multipart/form-data">
        <input type="hidden" name="version" value={String(version)} />
        <div class="field">
          <label for="workbook">{t(WORDS.choose)}</label>
          <p class="hint" id="workbook-hint">
            {t(WORDS.chooseHint)}
          </p>
          <input
            type="file"
            id="workbook"
            name="workbook"
            accept=".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            aria-describedby="workbook-hint"
            data-most={String(MOST_BYTES)}
            data-too-large={t(TOO_LARGE)}
          />
        </div>
        {holds && (
          <div class="tick">
            <input type="checkbox" id="workbook-replace" name="replace" value="yes" />
            <label for="workbook-replace">{t(WORDS.replace)}</label>
          </div>
        )}
        <div class="buttons">
          <button type="submit" class="secondary">
            {t(WORDS.import)}
          </button>
        </div>
      </form>
    </>
  );
}
