import type { Text } from '../../../../schemas/text.ts';

/** What stands in the template beside its two tables. */
export const HOW: readonly Text[] = [
  {
    zh: '“填报单位”表：一行一个单位。单位代码用于网址和文件名，不能修改；改了代码就是另一个单位。',
    en: 'Units: a row for each. The code stands in addresses and file names; another code is another unit.',
  },
  {
    zh: '“主管部门”表：一行一个部门。新增的部门审核报表，不牵头；还有联系人的部门不能移出。',
    en: 'Offices: a row for each. A new one checks reports and does not lead; one that has contacts cannot be taken off.',
  },
  {
    zh: '“联系人”表：一行一个邮箱，一个邮箱只能代表一个单位或部门。角色可以留空。新增的邮箱会收到登录说明。',
    en: 'Contacts: a row for each address, which acts for one unit or office. The role may be left blank. New addresses get a mail on how to sign in.',
  },
  {
    zh: '空白的单元格不改变现有的内容。删去的行在导入时逐项询问，不会自动移出名册。',
    en: 'Blank cells change nothing. Rows that are gone are asked about one by one; nobody is taken off unasked.',
  },
];

/** What the page of the import says. */
export const IMPORT = {
  file: { zh: '单位名册', en: 'roster' },
  title: { zh: '从表格导入名册', en: 'Import the roster' },
  intro: {
    zh: '先下载模板（已填有现在的名册），用Excel、WPS等修改后导入。导入前会列出所有变动，确认后才生效。',
    en: 'Download the template, which holds the roster as it stands, change it and bring it back. Every change is shown first; nothing holds until you confirm.',
  },
  template: { zh: '下载模板', en: 'Download the template' },
  choose: { zh: '选择修改好的表格', en: 'Choose the changed file' },
  hint: {
    zh: '.xlsx或.csv文件，不超过3 MB。CSV文件的第一行为表头。空白的单元格不改变现有的内容。',
    en: 'An .xlsx or .csv file of at most 3 MB. The first line of a CSV file names its columns. Blank cells change nothing.',
  },
  look: { zh: '查看变动', en: 'Show what would change' },
  changes: { zh: '将要做的变动', en: 'What will change' },
  nothing: {
    zh: '文件与现在的名册一致，没有需要变动的内容。',
    en: 'The file says what the roster says already: there is nothing to change.',
  },
  wrong: {
    zh: '以下单元格有误，没有导入任何内容。请在表格中更正后重新导入。',
    en: 'These cells are wrong and nothing was imported. Correct them in the file and import it again.',
  },
  asks: { zh: '需要确认的变动', en: 'Changes to agree to' },
  asksHint: {
    zh: '以下各项只有勾选了才会执行。移出或调走的联系人立即退出登录；移出的单位，已报送的内容保留。',
    en: 'These are done only where they are ticked. Contacts who are taken off or moved are signed out at once; what a removed unit reported stays.',
  },
  apply: { zh: '确认导入', en: 'Import' },
  stale: {
    zh: '名册刚刚被他人修改。以下是现在还会做的变动，请核对后再确认。',
    en: 'Somebody changed the roster meanwhile. This is what would change now: look at it and confirm again.',
  },
  what: { zh: '对象', en: 'About' },
  action: { zh: '变动', en: 'Change' },
  details: { zh: '内容', en: 'Details' },
  unit: { zh: '单位', en: 'Unit' },
  office: { zh: '主管部门', en: 'Office' },
  contact: { zh: '联系人', en: 'Contact' },
  name: { zh: '名称', en: 'Name' },
  group: { zh: '类别', en: 'Group' },
  person: { zh: '姓名', en: 'Name' },
  owner: { zh: '代表', en: 'Acts for' },
  back: { zh: '返回名册', en: 'Back to the roster' },
} satisfies { [word: string]: Text };

export const ACTIONS = {
  added: { zh: '新增', en: 'added' },
  changed: { zh: '修改', en: 'changed' },
  restored: { zh: '恢复到名册', en: 'put back' },
  moved: { zh: '改为代表', en: 'moved' },
  removed: { zh: '移出名册', en: 'taken off' },
} satisfies { [action: string]: Text };
