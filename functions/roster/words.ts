import type { Text } from '../../schemas/text.ts';

/** What the pages of the roster say. */
export const WORDS = {
  personalData: {
    zh: '个人信息：保存期限、导出与清除',
    en: 'Personal data: how long it is kept, export, erasure',
  },
  title: { zh: '单位名册', en: 'Roster' },
  intro: {
    zh: '这里的修改立即生效，并记入操作日志。',
    en: 'What you change here holds at once and goes into the audit log.',
  },
  import: { zh: '从表格导入名册', en: 'Import the roster from a spreadsheet' },
  units: { zh: '填报单位', en: 'Reporting units' },
  unit: { zh: '填报单位', en: 'Reporting unit' },
  offices: { zh: '主管部门', en: 'Offices' },
  office: { zh: '主管部门', en: 'Office' },
  group: { zh: '类别', en: 'Group' },
  contacts: { zh: '联系人', en: 'Contacts' },
  nobody: { zh: '没有联系人，收不到邮件', en: 'No contact: no mail reaches them' },
  removed: { zh: '已移出名册', en: 'Off the roster' },
  bounced: { zh: '退信', en: 'Mail comes back' },
  extended: { zh: '延至', en: 'until' },
  lead: { zh: '牵头', en: 'leads' },
  addUnit: { zh: '新增填报单位', en: 'Add a unit' },
  addOffice: { zh: '新增主管部门', en: 'Add an office' },
  addOfficeHint: {
    zh: '新部门的联系人可以查看、审核和退回各单位的报表，不能修改名册。新增后请打开该部门添加联系人。',
    en: 'Its contacts see, accept and return the units’ reports; they cannot change the roster. Open the office afterwards to add contacts.',
  },
  officeId: { zh: '部门代码', en: 'Code' },
  officeIdHint: {
    zh: '小写字母、数字和连字符，以后不能修改，例如sports。',
    en: 'Lower case letters, digits and hyphens; it cannot be changed later, e.g. sports.',
  },
  id: { zh: '单位代码', en: 'Code' },
  idHint: {
    zh: '小写字母、数字和连字符，用于网址和文件名，以后不能修改，例如dept-sports。',
    en: 'Lower case letters, digits and hyphens; it stands in addresses and file names and cannot be changed later, e.g. dept-sports.',
  },
  name: { zh: '名称', en: 'Name' },
  nameEn: { zh: '英文名称（选填）', en: 'English name (optional)' },
  add: { zh: '新增', en: 'Add' },
  save: { zh: '保存', en: 'Save' },
  owes: { zh: '报送要求', en: 'What it owes' },
  extend: { zh: '调整截止日期（延期）', en: 'Change due days (extension)' },
  extendHint: {
    zh: '新的日期立即生效，并以邮件通知受影响的单位；已截止的报表重新开放。',
    en: 'The new days hold at once and the units concerned get a mail; a report that is closed opens again.',
  },
  form: { zh: '报表', en: 'Form' },
  forWhom: { zh: '适用单位', en: 'For' },
  allUnits: { zh: '所有单位', en: 'All units' },
  due: { zh: '新的截止日期', en: 'New due day' },
  dueHint: { zh: '当日24时前报送为按时。', en: 'On time to the end of that day.' },
  closes: { zh: '最迟接收日期（选填）', en: 'Closing day (optional)' },
  closesHint: {
    zh: '此后不再接收补报；不填则随截止日期顺延。',
    en: 'Nothing is taken after it; left empty, it moves along with the due day.',
  },
  shorten: {
    zh: '确认提前（新日期早于现在的日期）',
    en: 'Bring it forward: the new day is earlier than now',
  },
  reason: { zh: '调整原因', en: 'Reason' },
  reasonHint: { zh: '写入通知邮件和操作日志。', en: 'It goes into the mail and the audit log.' },
  change: { zh: '调整日期', en: 'Change the days' },
  email: { zh: '电子邮箱', en: 'E-mail address' },
  person: { zh: '姓名（选填）', en: 'Name (optional)' },
  since: { zh: '起', en: 'since' },
  until: { zh: '至', en: 'until' },
  period: { zh: '负责时间', en: 'Responsible' },
  addContact: { zh: '新增联系人', en: 'Add a contact' },
  addContactHint: {
    zh: '系统会向该邮箱发送登录说明。邮箱已在名册中的，只更新姓名。',
    en: 'The address gets a mail on how to sign in. If it is there already, only its name is changed.',
  },
  remove: { zh: '移除', en: 'Remove' },
  removeHint: {
    zh: '移除后立即退出登录，不再收到邮件。',
    en: 'Whoever is removed is signed out at once and gets no more mail.',
  },
  former: { zh: '曾经的联系人', en: 'Former contacts' },
  removeUnit: { zh: '移出名册', en: 'Take off the roster' },
  removeUnitHint: {
    zh: '移出后不再催报、不计入报送率；已报送的内容和记录保留，可随时恢复。',
    en: 'It owes nothing, gets no reminders and counts in no rate; what it reported stays, and it can be restored.',
  },
  removeOfficeHint: {
    zh: '只有没有联系人的部门可以移出；它作出的审核和记录保留，可随时恢复。',
    en: 'Only an office without contacts can be taken off; what it decided stays on record, and it can be restored.',
  },
  leadStays: {
    zh: '牵头部门管理名册和截止日期，不能移出名册。',
    en: 'The lead office keeps the roster and the due days, so it cannot be taken off.',
  },
  restore: { zh: '恢复到名册', en: 'Put back on the roster' },
  rename: { zh: '名称与报送要求', en: 'Name and what it owes' },
  back: { zh: '返回名册', en: 'Back to the roster' },
  done: { zh: '已保存。', en: 'Saved.' },
} satisfies { [name: string]: Text };

export const GROUP_WORDS: { [group: string]: Text } = {
  city: { zh: '市（地）', en: 'City or prefecture' },
  department: { zh: '成员单位', en: 'Member unit' },
};

export const OBLIGATION_WORDS = {
  required: { zh: '必报', en: 'required' },
  optional: { zh: '自愿', en: 'optional' },
  none: { zh: '不报', en: 'not asked' },
} satisfies { [obligation: string]: Text };
