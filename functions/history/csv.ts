import type { Campaign } from '../../schemas/campaign.ts';
import type { AuditEntry } from '../../schemas/contract/audit.ts';
import type { Language, Text } from '../../schemas/text.ts';
import { timeText } from '../shared/page/dates.ts';
import { actionName } from './words.ts';

const HEAD: Text[] = [
  { zh: '时间', en: 'Time' },
  { zh: '时间（UTC）', en: 'Time (UTC)' },
  { zh: '操作人', en: 'By' },
  { zh: '操作', en: 'What' },
  { zh: '代码', en: 'Code' },
  { zh: '单位', en: 'Unit' },
  { zh: '主管部门', en: 'Office' },
  { zh: '报表', en: 'Form' },
  { zh: '报送次数', en: 'Revision' },
  { zh: '受理编号', en: 'Reference number' },
  { zh: '其他', en: 'More' },
];

/** Excel takes what begins so for a formula, also behind quotes and in full width; an apostrophe makes it text. */
const FORMULA = /^(\s*[=+\-@＝＋－＠]|[\t\r\n])/;

const cell = (value: string | number | undefined): string => {
  const text = String(value ?? '');
  return `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
};

/** RFC 4180 with the mark by which Excel knows UTF-8. */
export function auditCsv(campaign: Campaign, events: readonly AuditEntry[], language: Language): string {
  const lines = events.map(({ at, by, action, unit, office, form, revision, reference, details }) => [
    timeText(campaign, at, language),
    at,
    by,
    actionName(action)[language],
    action,
    unit,
    office,
    form,
    revision,
    reference,
    Object.keys(details).length > 0 ? JSON.stringify(details) : '',
  ]);
  const rows = [HEAD.map((text) => text[language]), ...lines];
  return `\ufeff${rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;
}
