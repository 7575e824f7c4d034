import type { Campaign, Unit } from '../../../schemas/campaign.ts';
import { showDate } from '../../../schemas/fields/date.ts';
import type { Form } from '../../../schemas/form.ts';
import type { ChangedDay } from '../../../schemas/mail.ts';
import type { Language, Text } from '../../../schemas/text.ts';
import type { Draft } from './content.ts';
import { draft } from './write.ts';

const WORDS = {
  subject: { zh: '报送时间调整', en: 'Due date changed' },
  changed: {
    zh: '下列报表的报送截止日期已调整。已报送的内容不受影响，未报送的请在新的截止日期前报送。',
    en: 'The due date of these forms was changed. What you submitted stays as it is; submit the rest by the new date.',
  },
  unit: { zh: '填报单位', en: 'Reporting unit' },
  reason: { zh: '调整原因', en: 'Reason' },
  form: { zh: '报表', en: 'Form' },
  before: { zh: '原截止日期', en: 'Was due' },
  due: { zh: '新截止日期', en: 'Now due' },
  closes: { zh: '最迟接收日期', en: 'Taken until' },
  calendar: {
    zh: '附件中的日历文件可导入日历，原有提醒会随之更新。',
    en: 'The attached calendar file can be imported into a calendar; earlier entries are updated.',
  },
  link: { zh: '登录并填报', en: 'Sign in and report' },
};

export interface ExtensionMail {
  campaign: Campaign;
  unit: Unit;
  changed: (ChangedDay & { definition: Form })[];
  reason: string | undefined;
  siteUrl: string;
}

/** A due day was moved, for this unit or for all: which, from when to when, and why. */
export function extension(
  { campaign, unit, changed, reason, siteUrl }: ExtensionMail,
  language: Language,
): Draft {
  const t = (text: Text) => text[language];
  const day = (date: string) => showDate(date, language);
  const names = changed.map(({ definition }) => t(definition.short)).join(language === 'zh' ? '、' : ', ');
  const closing = changed.some(({ closes }) => closes !== undefined);
  const facts: [string, string][] = [[t(WORDS.unit), t(unit.name)]];
  if (reason) facts.push([t(WORDS.reason), reason]);
  const head = [WORDS.form, WORDS.before, WORDS.due, ...(closing ? [WORDS.closes] : [])];
  return draft(
    `${t(WORDS.subject)} ${names} – ${t(campaign.title)}`,
    [
      { paragraph: t(WORDS.changed) },
      { facts },
      {
        head: head.map(t),
        rows: changed.map(({ definition, before, due, closes }) => [
          t(definition.title),
          day(before),
          day(due),
          ...(closing ? [closes ? day(closes) : ''] : []),
        ]),
      },
      { paragraph: t(WORDS.calendar) },
      { link: t(WORDS.link), url: `${siteUrl}/reports` },
    ],
    language,
  );
}
