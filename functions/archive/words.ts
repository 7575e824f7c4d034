import type { Archive, ArchiveFailure } from '../../schemas/archive.ts';
import type { Text } from '../../schemas/text.ts';

export const JOB_WORDS: { [state in Archive['state'] | 'expired']: Text } = {
  planning: { zh: '准备中', en: 'Being planned' },
  building: { zh: '生成中', en: 'Being built' },
  ready: { zh: '可下载', en: 'Ready' },
  failed: { zh: '生成失败', en: 'Failed' },
  cancelled: { zh: '已取消', en: 'Cancelled' },
  expired: { zh: '已过期', en: 'Expired' },
};

export const FAILURE_WORDS: { [reason in ArchiveFailure['reason']]: Text } = {
  'file-gone': {
    zh: '有附件读取不到，或与报送时不一致，请联系系统管理员：',
    en: 'A file cannot be read, or is not what was submitted. Ask the operators of the system: ',
  },
  'too-large': {
    zh: '有附件过大，归档文件放不下，请联系系统管理员：',
    en: 'A file is too large for any archive. Ask the operators of the system: ',
  },
  unexpected: {
    zh: '系统在生成时出现问题，请重新生成；如再次失败，请联系系统管理员。',
    en: 'Something went wrong on our side. Build it again; if it fails again, ask the operators of the system.',
  },
};
