import type { Text } from '../../schemas/text.ts';
import type { AuditEvent } from '../shared/records/audit.ts';

/** What was done, in the officials' words. */
export const ACTION_WORDS: { [action in AuditEvent['action']]: Text } = {
  'report-started': { zh: '开始填报', en: 'Report begun' },
  'report-submitted': { zh: '报送', en: 'Report submitted' },
  'report-withdrawn': { zh: '撤回', en: 'Report withdrawn' },
  'report-accepted': { zh: '审核通过', en: 'Report accepted' },
  'report-returned': { zh: '退回修改', en: 'Report returned' },
  'message-sent': { zh: '留言', en: 'Message written' },
  'archive-requested': { zh: '申请归档', en: 'Archive ordered' },
  'archive-cancelled': { zh: '取消归档', en: 'Archive cancelled' },
  'archive-downloaded': { zh: '下载归档', en: 'Archive downloaded' },
  'file-allowed': { zh: '放行附件', en: 'File allowed' },
  'featured-changed': { zh: '修改特色活动', en: 'Featured activities changed' },
  'mail-resent': { zh: '重发邮件', en: 'Mail sent again' },
  'table-downloaded': { zh: '下载汇总表', en: 'Consolidated table downloaded' },
  'personal-data-erased': { zh: '清除个人信息', en: 'Personal data erased' },
  'personal-data-exported': { zh: '导出个人信息', en: 'Personal data exported' },
  'signed-in': { zh: '登录', en: 'Signed in' },
  'unit-added': { zh: '增加单位', en: 'Unit added' },
  'unit-changed': { zh: '修改单位', en: 'Unit changed' },
  'unit-removed': { zh: '移除单位', en: 'Unit removed' },
  'unit-restored': { zh: '恢复单位', en: 'Unit restored' },
  'office-added': { zh: '增加主管部门', en: 'Office added' },
  'office-changed': { zh: '修改主管部门', en: 'Office changed' },
  'office-removed': { zh: '移除主管部门', en: 'Office removed' },
  'office-restored': { zh: '恢复主管部门', en: 'Office restored' },
  'contact-added': { zh: '增加联系人', en: 'Contact added' },
  'contact-changed': { zh: '修改联系人', en: 'Contact changed' },
  'contact-removed': { zh: '移除联系人', en: 'Contact removed' },
  'days-changed': { zh: '调整截止时间', en: 'Due days changed' },
  'roster-imported': { zh: '导入名册', en: 'Roster imported' },
  chased: { zh: '催报', en: 'Chased' },
};

const WORDS: ReadonlyMap<string, Text> = new Map(Object.entries(ACTION_WORDS));

/** An event that this release does not know is named as it was written. */
export const actionName = (action: string): Text => WORDS.get(action) ?? { zh: action, en: action };
