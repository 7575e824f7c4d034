import type { Campaign } from '../../../schemas/campaign.ts';
import { showDate } from '../../../schemas/fields/date.ts';
import type { Language, Text } from '../../../schemas/text.ts';
import type { Draft } from './content.ts';
import { draft } from './write.ts';

const WORDS = {
  subject: { zh: '个人信息保存期满，请清除', en: 'Personal data is to be erased' },
  due: {
    zh: '本次活动收集的姓名、电话等个人信息的保存期已满，系统不会自动清除。请登录后核对清单并清除；清除后无法恢复。',
    en: 'The last day has passed on which the names and phones of this campaign are kept. Nothing is erased by itself: sign in, look at what would go, and erase it. It cannot be undone.',
  },
  purpose: { zh: '收集用途', en: 'Collected for' },
  until: { zh: '保存至', en: 'Kept until' },
  link: { zh: '登录并清除', en: 'Sign in and erase' },
};

/** The lead office promised to erase what is kept of people, and the day has come. */
export function erasureDue(
  { campaign, siteUrl }: { campaign: Campaign; siteUrl: string },
  language: Language,
): Draft {
  const t = (text: Text) => text[language];
  const { purpose, until } = campaign.personalData;
  return draft(
    `${t(WORDS.subject)} – ${t(campaign.title)}`,
    [
      { paragraph: t(WORDS.due) },
      {
        facts: [
          [t(WORDS.purpose), t(purpose)],
          [t(WORDS.until), showDate(until, language)],
        ],
      },
      { link: t(WORDS.link), url: `${siteUrl}/personal-data` },
    ],
    language,
  );
}
