import type { Text } from '../../../../schemas/text.ts';
import { TOO_LARGE } from '../most-bytes.ts';

/** Why a file is not read at all: each reason says what to do about it. */
export const REFUSALS = {
  empty: {
    zh: '文件是空的。请重新选择填好的工作簿。',
    en: 'The file is empty. Choose the filled-in workbook again.',
  },
  'too-large': TOO_LARGE,
  'not-a-workbook': {
    zh: '这不是Excel工作簿（.xlsx）。请使用从本系统下载的模板填写，并保存为.xlsx格式。',
    en: 'This is no Excel workbook (.xlsx). Fill in the template downloaded from here and save it as .xlsx.',
  },
  'old-format': {
    zh: '这是旧格式的工作簿（.xls或.et）。请用Excel或WPS打开，另存为.xlsx后再导入。',
    en: 'This is a workbook in an old format (.xls or .et). Open it, save it as .xlsx and import that.',
  },
  encrypted: {
    zh: '工作簿设有打开密码，无法读取。请取消密码，另存后再导入。',
    en: 'The workbook is protected by a password. Remove the password, save it and import it again.',
  },
  macros: {
    zh: '工作簿含有宏，不予读取。请另存为不含宏的.xlsx后再导入。',
    en: 'The workbook holds macros and is not read. Save it as .xlsx without macros and import that.',
  },
  'external-links': {
    zh: '工作簿含有指向其他文件的链接，不予读取。请断开链接（“数据”—“编辑链接”），把公式粘贴为数值，另存后再导入。',
    en: 'The workbook links to other files and is not read. Break the links, paste formulas as values, save it and import it again.',
  },
  'document-type': {
    zh: '工作簿内含有不允许的定义（DTD），不予读取。请把内容粘贴到重新下载的模板中。',
    en: 'The workbook holds a document type definition and is not read. Paste its content into a fresh template.',
  },
  'inflates-too-much': {
    zh: '工作簿解压后过大，不予读取。请删除表格下方和右侧的空白行列及无关的工作表，另存后再导入。',
    en: 'The workbook is too large once unpacked and is not read. Remove blank rows and columns around the tables and other sheets, save it and import it again.',
  },
  'too-many-parts': {
    zh: '工作簿内的部件过多，不予读取。请只保留模板中的工作表，另存后再导入。',
    en: 'The workbook has too many parts and is not read. Keep the sheets of the template only, save it and import it again.',
  },
  'too-many-cells': {
    zh: '工作簿内填写的行或列过多，不予读取。请只保留要报送的内容，另存后再导入。',
    en: 'The workbook has too many rows or columns filled in and is not read. Keep what is to be reported, save it and import it again.',
  },
  damaged: {
    zh: '文件已损坏，无法读取。请用Excel或WPS打开并另存，或重新下载模板填写。',
    en: 'The file is damaged. Open it in Excel or WPS and save it again, or fill in a fresh template.',
  },
} as const satisfies { [code: string]: Text };

export type RefusalCode = keyof typeof REFUSALS;

/** A file that is not read, whatever stands in it. */
export class Refusal extends Error {
  readonly code: RefusalCode;

  constructor(code: RefusalCode) {
    super(code);
    this.name = 'Refusal';
    this.code = code;
  }
}
