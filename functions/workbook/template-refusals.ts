import type { Form } from '../../schemas/form.ts';
import { formOf } from '../../schemas/forms/index.ts';
import type { Text } from '../../schemas/text.ts';
import type { Grid } from './grids.ts';

/** A workbook, but none that can be read for this report; nothing of it is taken. */
export class TemplateRefusal extends Error {
  readonly code: string;
  readonly text: Text;

  constructor(code: string, text: Text) {
    super(code);
    this.name = 'TemplateRefusal';
    this.code = code;
    this.text = text;
  }
}

const FRESH = {
  zh: '请在报表页面重新下载模板，把内容粘贴（选“数值”）过去再导入。',
  en: 'Download the template on the page of the report again, paste the content into it as values and import that.',
};

const TEXTS = {
  'not-a-template': {
    zh: `这个工作簿不是本系统的模板，或模板中隐藏的标识已丢失。${FRESH.zh}`,
    en: `This workbook is no template of this system, or it lost its hidden mark. ${FRESH.en}`,
  },
  'other-campaign': {
    zh: `这是另一次活动的模板。${FRESH.zh}`,
    en: `This is a template of another campaign. ${FRESH.en}`,
  },
  'other-version': {
    zh: `报表已有变动，这个模板的版本不再适用。${FRESH.zh}`,
    en: `The form has changed since, so this version of the template no longer fits. ${FRESH.en}`,
  },
  'no-tables': {
    zh: `没有找到模板中的任何表格，工作表或表头可能已被删除或改写。${FRESH.zh}`,
    en: `None of the tables of the template was found; sheets or headings may be gone or rewritten. ${FRESH.en}`,
  },
  'nothing-filled-in': {
    zh: '工作簿中没有填写任何内容。请填写并保存后再导入；如果已经填写，请确认选择的是填好的那个文件。',
    en: 'Nothing is filled in. Fill it in, save and import it; if you did, make sure that this is the right file.',
  },
} as const satisfies { [code: string]: Text };

interface TooMany {
  grid: Grid;
  rows: number;
  most: number;
}

const otherForm = (wanted: Form, given: string): Text => {
  const other = formOf(given)?.short ?? { zh: given.slice(0, 40), en: given.slice(0, 40) };
  return {
    zh: `这是“${other.zh}”的模板，而这里是“${wanted.short.zh}”。请到“${other.zh}”页面导入，或下载本表的模板。`,
    en: `This is the template of “${other.en}”, but here is “${wanted.short.en}”. Import it there, or download the template of this form.`,
  };
};

const tooMany = ({ grid: { name }, rows, most }: TooMany): Text => ({
  zh: `“${name.zh}”有${rows}行，最多${most}行，未导入。请减少到${most}行以内，或联系主管部门。`,
  en: `“${name.en}” has ${rows} rows; it takes ${most} at most, so nothing was read. Bring it down to ${most}, or ask the office.`,
});

export const refuseTemplate = (code: keyof typeof TEXTS): TemplateRefusal =>
  new TemplateRefusal(code, TEXTS[code]);

export const refuseOtherForm = (wanted: Form, given: string): TemplateRefusal =>
  new TemplateRefusal('other-form', otherForm(wanted, given));

export const refuseTooMany = (what: TooMany): TemplateRefusal =>
  new TemplateRefusal('too-many-rows', tooMany(what));
