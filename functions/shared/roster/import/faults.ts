import type { Text } from '../../../../schemas/text.ts';

/** One thing wrong with a line; `pointer` leads into the lines: `/contacts/3/email`. */
export interface Fault {
  pointer: string;
  code: string;
  message: Text;
  /** What to do. */
  cure: Text;
}

type Wording = (said: string, choices: Text) => { message: Text; cure: Text };

const quoted = (zh: string, en: string): Wording => {
  return (said, choices) => ({
    message: { zh: zh.replace('%', said), en: en.replace('%', said) },
    cure: { zh: `请填写：${choices.zh}。`, en: `Enter one of: ${choices.en}.` },
  });
};

const FAULTS = {
  'missing-table': () => ({
    message: {
      zh: '没有找到“填报单位”“主管部门”或“联系人”的表格。',
      en: 'No table of units, offices or contacts was found.',
    },
    cure: {
      zh: '请下载模板，把内容填在模板的工作表里；CSV文件的第一行应为表头。',
      en: 'Download the template and fill in its sheets; the first line of a CSV file names its columns.',
    },
  }),
  'too-many-rows': (most) => ({
    message: { zh: `超过${most}行，没有读取。`, en: `There are more than ${most} rows; nothing was read.` },
    cure: { zh: '请删除多余的行，或分次导入。', en: 'Remove rows, or import them in parts.' },
  }),
  'table-twice': () => ({
    message: { zh: '同一种表格出现了两次。', en: 'There are two tables of the same kind.' },
    cure: {
      zh: '请把内容合并到一个工作表，删除另一个。',
      en: 'Put their rows into one sheet and remove the other.',
    },
  }),
  'missing-column': (name) => ({
    message: { zh: `没有找到“${name}”一栏。`, en: `The column “${name}” was not found.` },
    cure: { zh: '请恢复表头，或重新下载模板。', en: 'Restore the heading, or download the template again.' },
  }),
  'error-value': () => ({
    message: {
      zh: '公式没有结果（如#REF!、#N/A）。',
      en: 'The formula has no result (as #REF! or #N/A).',
    },
    cure: { zh: '请直接填写文字，不要用公式。', en: 'Type the text itself instead of a formula.' },
  }),
  'missing-value': (name) => ({
    message: { zh: `没有填写“${name}”。`, en: `“${name}” is missing.` },
    cure: { zh: '请填写，或删除整行。', en: 'Fill it in, or remove the whole row.' },
  }),
  'bad-code': (said) => ({
    message: { zh: `代码“${said}”不符合要求。`, en: `The code “${said}” is not well formed.` },
    cure: {
      zh: '请只用小写字母、数字和连字符，不超过40个字符，例如dept-sports。',
      en: 'Use lower case letters, digits and hyphens, at most 40 characters, e.g. dept-sports.',
    },
  }),
  'bad-address': (said) => ({
    message: { zh: `“${said}”不是有效的电子邮箱。`, en: `“${said}” is no e-mail address.` },
    cure: {
      zh: '请填写一个完整的邮箱，例如name@example.org。',
      en: 'Enter one whole address, e.g. name@example.org.',
    },
  }),
  'too-long': (name) => ({
    message: { zh: `“${name}”超过80个字。`, en: `“${name}” has more than 80 characters.` },
    cure: { zh: '请缩短。', en: 'Shorten it.' },
  }),
  'unknown-group': quoted('没有“%”这一类别。', 'There is no group “%”.'),
  'unknown-obligation': quoted('“%”不是报送要求。', '“%” is no obligation.'),
  'unknown-role': quoted('没有“%”这一角色。', 'There is no role “%”.'),
  'unknown-form': (said) => ({
    message: { zh: `没有“${said}”这张报表。`, en: `There is no form “${said}”.` },
    cure: { zh: '请删除这一栏。', en: 'Leave it out.' },
  }),
  'unknown-owner': (said) => ({
    message: {
      zh: `名册中没有“${said}”这个单位或部门。`,
      en: `The roster has no unit or office “${said}”.`,
    },
    cure: {
      zh: '请填写单位或部门代码；新单位、新部门请先填在“填报单位”或“主管部门”表中。',
      en: 'Enter the code of a unit or office; a new one needs a line in the table of units or offices.',
    },
  }),
  'other-role': (said) => ({
    message: { zh: `角色与“${said}”不符。`, en: `The role does not agree with “${said}”.` },
    cure: {
      zh: '请更正角色或代码；角色可以留空。',
      en: 'Correct the role or the code; the role may be left blank.',
    },
  }),
  twice: (said) => ({
    message: { zh: `“${said}”出现了两次。`, en: `“${said}” is there twice.` },
    cure: {
      zh: '请只保留一行；一个邮箱只能代表一个单位或部门。',
      en: 'Keep one of the rows; one address acts for one unit or office.',
    },
  }),
  'in-use': (said) => ({
    message: { zh: `代码“${said}”已有主管部门使用。`, en: `The code “${said}” is that of an office.` },
    cure: { zh: '请为单位另取代码。', en: 'Choose another code for the unit.' },
  }),
  'in-use-by-unit': (said) => ({
    message: { zh: `代码“${said}”已有填报单位使用。`, en: `The code “${said}” is that of a unit.` },
    cure: { zh: '请为部门另取代码。', en: 'Choose another code for the office.' },
  }),
  'of-another-campaign': (said) => ({
    message: {
      zh: `“${said}”是另一次活动的联系人。`,
      en: `“${said}” is a contact of another campaign.`,
    },
    cure: { zh: '请换一个邮箱。', en: 'Use another address.' },
  }),
} as const satisfies { [code: string]: Wording };

const NONE: Text = { zh: '', en: '' };

export const fault = (pointer: string, code: keyof typeof FAULTS, said = '', choices = NONE): Fault => ({
  pointer,
  code,
  ...FAULTS[code](said.slice(0, 60), choices),
});
