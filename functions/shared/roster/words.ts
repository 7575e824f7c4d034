import type { Text } from '../../../schemas/text.ts';

export const GROUP_WORDS: { [group: string]: Text } = {
  city: { zh: '市（地）', en: 'City or prefecture' },
  department: { zh: '成员单位', en: 'Member unit' },
};

export const OBLIGATION_WORDS = {
  required: { zh: '必报', en: 'required' },
  optional: { zh: '自愿', en: 'optional' },
  none: { zh: '不报', en: 'not asked' },
} satisfies { [obligation: string]: Text };
