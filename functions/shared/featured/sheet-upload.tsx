import type { Language } from '../../../schemas/text.ts';
import { SheetUpload } from '../workbook/sheet-upload.tsx';

const WORDS = {
  template: { zh: '下载表格模板', en: 'Download the template' },
  choose: { zh: '选择填好的表格', en: 'Choose the filled-in file' },
  hint: {
    zh: '.xlsx或.csv文件，不超过3 MB。模板中已有现在的列表。上传后先显示内容，确认后才保存。',
    en: 'An .xlsx or .csv file of at most 3 MB. The template holds the present list. What it says is shown first, and saved when you confirm.',
  },
  look: { zh: '查看内容', en: 'Show what it says' },
};

/** Brings a spreadsheet of featured activities. */
export const FeaturedUpload = ({ language }: { language: Language }) => (
  <SheetUpload
    action="/featured/import"
    template="/featured/template.xlsx"
    words={WORDS}
    secondary
    language={language}
  />
);
