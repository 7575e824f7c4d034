import type { Campaign, Unit } from '../../../schemas/campaign.ts';
import type { Form } from '../../../schemas/form.ts';
import type { Message } from '../../../schemas/report.ts';
import type { Language, Text } from '../../../schemas/text.ts';
import { officeOf } from '../offices.ts';
import { timeText } from '../page/dates.ts';
import type { Draft } from './content.ts';
import { draft } from './write.ts';

const WORDS = {
  subject: { zh: '新留言', en: 'New message' },
  said: { zh: '有一条关于以下报表的新留言。', en: 'There is a new message about this report.' },
  form: { zh: '报表', en: 'Form' },
  unit: { zh: '填报单位', en: 'Reporting unit' },
  from: { zh: '留言方', en: 'From' },
  at: { zh: '留言时间', en: 'Written at' },
  message: { zh: '留言内容', en: 'Message' },
  link: { zh: '查看并回复', en: 'Read and answer' },
};

export interface MessageMail {
  campaign: Campaign;
  form: Form;
  unit: Unit;
  said: Message;
  toUnit: boolean;
  siteUrl: string;
}

/** The other side wrote about a report: what, and where to answer, because mails to the system are not read. */
export function message(
  { campaign, form, unit, said, toUnit, siteUrl }: MessageMail,
  language: Language,
): Draft {
  const t = (text: Text) => text[language];
  const from = said.office === undefined ? t(unit.name) : officeOf(campaign, said.office, language);
  const place = toUnit ? `/reports/${form.id}` : `/desk/reports/${unit.id}/${form.id}`;
  return draft(
    `${t(WORDS.subject)} ${t(unit.name)} ${t(form.short)} – ${t(campaign.title)}`,
    [
      { paragraph: t(WORDS.said) },
      {
        facts: [
          [t(WORDS.form), t(form.title)],
          [t(WORDS.unit), t(unit.name)],
          [t(WORDS.from), from],
          [t(WORDS.at), timeText(campaign, said.at, language)],
          [t(WORDS.message), said.message ?? ''],
        ],
      },
      { link: t(WORDS.link), url: `${siteUrl}${place}/messages` },
    ],
    language,
  );
}
