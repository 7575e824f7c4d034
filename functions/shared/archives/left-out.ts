import type { Withheld } from '../../../schemas/attachment.ts';
import type { Text } from '../../../schemas/text.ts';

/** Why a file that was submitted is not in an archive. */
export const LEFT_OUT_WORDS: { [why in Withheld]: Text } = {
  infected: { zh: '含有病毒', en: 'holds malware' },
  unscannable: {
    zh: '无法扫描病毒（可能设有密码，或文件过大）',
    en: 'could not be scanned for malware (a password perhaps, or too large)',
  },
  waiting: { zh: '尚未完成病毒扫描', en: 'not scanned for malware yet' },
};
