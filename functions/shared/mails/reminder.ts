import type { Campaign, Unit } from '../../../schemas/campaign.ts';
import type { Form } from '../../../schemas/form.ts';
import type { Language, Text } from '../../../schemas/text.ts';
import { deadlineText } from '../page/dates.ts';
import type { Draft } from './content.ts';
import { draft } from './write.ts';

const WORDS = {
  subject: { zh: '催报', en: 'Reminder' },
  owed: {
    zh: '贵单位下列报表尚未报送，请及时登录系统填报：',
    en: 'These reports of your unit have not been submitted yet. Sign in and report:',
  },
  unit: { zh: '填报单位', en: 'Reporting unit' },
  form: { zh: '报表', en: 'Form' },
  due: { zh: '截止时间', en: 'Due' },
  state: { zh: '状态', en: 'State' },
  open: { zh: '未报送', en: 'Not submitted' },
  overdue: { zh: '逾期', en: 'Overdue' },
  link: { zh: '登录并填报', en: 'Sign in and report' },
};

export interface Reminder {
  campaign: Campaign;
  unit: Unit;
  owed: { form: Form; due: Date; overdue: boolean }[];
  siteUrl: string;
}

export function reminder({ campaign, unit, owed, siteUrl }: Reminder, language: Language): Draft {
  const t = (text: Text) => text[language];
  const late = owed.some(({ overdue }) => overdue);
  const names = owed.map(({ form }) => t(form.short)).join(language === 'zh' ? '、' : ', ');
  return draft(
    `${t(WORDS.subject)}${late ? ` (${t(WORDS.overdue)})` : ''} ${names} – ${t(campaign.title)}`,
    [
      { paragraph: t(WORDS.owed) },
      { facts: [[t(WORDS.unit), t(unit.name)]] },
      {
        head: [t(WORDS.form), t(WORDS.due), t(WORDS.state)],
        rows: owed.map(({ form, due, overdue }) => [
          t(form.title),
          deadlineText(campaign, due, language),
          t(overdue ? WORDS.overdue : WORDS.open),
        ]),
      },
      { link: t(WORDS.link), url: `${siteUrl}/reports` },
    ],
    language,
  );
}
