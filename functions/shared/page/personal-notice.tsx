import type { Campaign } from '../../../schemas/campaign.ts';
import { showDate } from '../../../schemas/fields/date.ts';
import type { Language, Text } from '../../../schemas/text.ts';

interface PersonalNoticeProps {
  /** What is asked of people. */
  asked: readonly Text[];
  personalData: Campaign['personalData'];
  language: Language;
}

/** What is asked of people, what for and how long it is kept; nothing where nothing is asked. */
export function PersonalNotice({ asked, personalData: { purpose, until }, language }: PersonalNoticeProps) {
  if (asked.length === 0) return null;
  const titles = asked.map((title) => title[language]);
  const day = showDate(until, language);
  return (
    <p class="hint">
      {language === 'zh'
        ? `个人信息说明：本页的${titles.join('、')}仅用于${purpose.zh}，保存至${day}，到期清除。`
        : `Personal data: ${titles.join(', ')} on this page: used only for ${purpose.en}, kept until ${day}, then erased.`}
    </p>
  );
}
