import type { Campaign, Unit } from '../../../schemas/campaign.ts';
import type { Form } from '../../../schemas/form.ts';
import type { Language, Text } from '../../../schemas/text.ts';
import type { Draft } from './content.ts';
import { draft } from './write.ts';

const WORDS = {
  subject: { zh: '审核通过', en: 'Accepted' },
  accepted: {
    zh: '贵单位报送的报表已审核通过，无需再做任何操作。如需更正，请联系主管部门退回修改。',
    en: 'Your report was accepted; there is nothing more to do. To correct it, ask the office to return it.',
  },
  form: { zh: '报表', en: 'Form' },
  unit: { zh: '填报单位', en: 'Reporting unit' },
  reference: { zh: '受理编号', en: 'Reference number' },
  message: { zh: '审核意见', en: 'Remark of the office' },
  link: { zh: '查看回执', en: 'See the receipt' },
};

export interface Accepted {
  campaign: Campaign;
  form: Form;
  unit: Unit;
  reference: string;
  /** What the office said with it. */
  message: string | undefined;
  siteUrl: string;
}

export function accepted(
  { campaign, form, unit, reference, message, siteUrl }: Accepted,
  language: Language,
): Draft {
  const t = (text: Text) => text[language];
  const facts: [string, string][] = [
    [t(WORDS.form), t(form.title)],
    [t(WORDS.unit), t(unit.name)],
    [t(WORDS.reference), reference],
  ];
  if (message) facts.push([t(WORDS.message), message]);
  return draft(
    `${t(WORDS.subject)} ${reference} ${t(form.short)} – ${t(campaign.title)}`,
    [
      { paragraph: t(WORDS.accepted) },
      { facts },
      { link: t(WORDS.link), url: `${siteUrl}/receipts/${reference}` },
    ],
    language,
  );
}
