import type { FeaturedActivity } from '../../../schemas/featured.ts';
import type { Text } from '../../../schemas/text.ts';

/** Columns of the featured activities, in their order. */
export const FEATURED_WORDS: { [column in keyof FeaturedActivity]: Text } = {
  name: { zh: '活动名称', en: 'Activity' },
  kind: { zh: '活动类型', en: 'Kind' },
  time: { zh: '活动时间', en: 'When' },
  place: { zh: '活动地点', en: 'Where' },
  mode: { zh: '线上/线下', en: 'On site or online' },
  organiser: { zh: '主办单位', en: 'Organiser' },
  content: { zh: '活动内容', en: 'What it is' },
};

export const MODE_WORDS: { [mode in FeaturedActivity['mode']]: Text } = {
  'on-site': { zh: '线下', en: 'on site' },
  online: { zh: '线上', en: 'online' },
  both: { zh: '线上线下', en: 'on site and online' },
};
