import type { Language } from '../../../schemas/text.ts';
import { speak } from '../page/words.ts';

const WORDS = {
  template: { zh: '下载表格模板', en: 'Download the template' },
  choose: { zh: '选择填好的表格', en: 'Choose the filled-in file' },
  hint: {
    zh: '.xlsx或.csv文件，不超过3 MB。模板中已有现在的列表。上传后先显示内容，确认后才保存。',
    en: 'An .xlsx or .csv file of at most 3 MB. The template holds the present list. What it says is shown first, and saved when you confirm.',
  },
  look: { zh: '查看内容', en: 'Show what it says' },
};

/** Brings a spreadsheet of featured activities; works without script. */
export function SheetUpload({ language }: { language: Language }) {
  const t = speak(language);
  return (
    <form method="post" action="/featured/import" enctype="multipart/form-data">
      <p>
        <a href="/featured/template.xlsx" download>
          {t(WORDS.template)}
        </a>
      </p>
      <div class="field">
        <label for="file">{t(WORDS.choose)}</label>
        <p class="hint" id="file-hint">
          {t(WORDS.hint)}
        </p>
        <input
          type="file"
          id="file"
          name="file"
          accept=".xlsx,.csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,text/csv"
          aria-describedby="file-hint"
        />
      </div>
      <p class="buttons">
        <button type="submit" class="secondary">
          {t(WORDS.look)}
        </button>
      </p>
    </form>
  );
}
