import type { Campaign, Office, Unit } from '../../../schemas/campaign.ts';
import type { Form } from '../../../schemas/form.ts';
import type { Message } from '../../../schemas/report.ts';
import type { Language, Text } from '../../../schemas/text.ts';
import { timeText } from '../page/dates.ts';
import { pointedAt } from './answers.ts';
import type { Draft } from './content.ts';
import { draft } from './write.ts';

const WORDS = {
  subject: { zh: '退回修改', en: 'Returned for correction' },
  returned: {
    zh: '贵单位报送的报表已退回修改，请按退回原因更正后重新报送。已报送的内容均已保留。',
    en: 'Your report was returned. Correct it as told and submit it again. What you submitted is kept.',
  },
  form: { zh: '报表', en: 'Form' },
  unit: { zh: '填报单位', en: 'Reporting unit' },
  reference: { zh: '受理编号', en: 'Reference number' },
  office: { zh: '退回单位', en: 'Returned by' },
  at: { zh: '退回时间', en: 'Returned at' },
  reason: { zh: '退回原因', en: 'Reason for return' },
  noReason: { zh: '（未填写）', en: '(none given)' },
  fields: { zh: '需要更正的栏目', en: 'To be corrected' },
  whole: { zh: '整张报表', en: 'The whole report' },
  link: { zh: '打开报表并更正', en: 'Open the report and correct it' },
};

export interface Returned {
  campaign: Campaign;
  form: Form;
  unit: Unit;
  office: Office | undefined;
  reference: string;
  message: Message;
  siteUrl: string;
}

/** An office returned a report: what is wrong, where, and the way back to it. */
export function returned(
  { campaign, form, unit, office, reference, message, siteUrl }: Returned,
  language: Language,
): Draft {
  const t = (text: Text) => text[language];
  const fields = message.fields.map((pointer) => pointedAt(form, pointer, language));
  return draft(
    `${t(WORDS.subject)} ${reference} ${t(form.short)} – ${t(campaign.title)}`,
    [
      { paragraph: t(WORDS.returned) },
      {
        facts: [
          [t(WORDS.form), t(form.title)],
          [t(WORDS.unit), t(unit.name)],
          [t(WORDS.reference), reference],
          [t(WORDS.office), office ? t(office.name) : (message.office ?? '')],
          [t(WORDS.at), timeText(campaign, message.at, language)],
          [t(WORDS.reason), message.message || t(WORDS.noReason)],
          [t(WORDS.fields), fields.length > 0 ? fields.join('\n') : t(WORDS.whole)],
        ],
      },
      { link: t(WORDS.link), url: `${siteUrl}/reports/${form.id}` },
    ],
    language,
  );
}
