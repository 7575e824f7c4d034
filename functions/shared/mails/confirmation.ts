import type { Campaign, Timeliness, Unit } from '../../../schemas/campaign.ts';
import { inFormOrder } from '../../../schemas/fields/order.ts';
import { type Form, fieldsOf } from '../../../schemas/form.ts';
import type { Revision } from '../../../schemas/report.ts';
import { sizeText } from '../../../schemas/size-text.ts';
import type { Language, Text } from '../../../schemas/text.ts';
import { deadlineText, timeText } from '../page/dates.ts';
import { fileWords } from '../state-words.ts';
import { answerBlocks, pointedAt } from './answers.ts';
import type { Block, Draft } from './content.ts';
import { draft } from './write.ts';

const WORDS = {
  subject: { zh: '报送回执', en: 'Receipt' },
  received: {
    zh: '我们已收到贵单位报送的报表，受理编号：',
    en: 'Your report has been received. Its reference number:',
  },
  next: {
    zh: '主管部门将进行审核。审核通过或退回修改时，您会收到邮件通知。审核通过前可以修改后重新报送。',
    en: 'The office will review it. You will get a mail when it is accepted or returned. Until it is accepted you may correct it and submit it again.',
  },
  form: { zh: '报表', en: 'Form' },
  unit: { zh: '填报单位', en: 'Reporting unit' },
  revision: { zh: '报送次数', en: 'Revision' },
  submittedAt: { zh: '报送时间', en: 'Submitted' },
  due: { zh: '截止时间', en: 'Due' },
  timeliness: { zh: '时效', en: 'Timeliness' },
  onTime: { zh: '按时', en: 'On time' },
  late: { zh: '逾期', en: 'Late' },
  nil: { zh: '零报告', en: 'Nil return: nothing to report' },
  files: { zh: '附件', en: 'Attachments' },
  noFiles: { zh: '无附件', en: 'None' },
  file: { zh: '文件', en: 'File' },
  size: { zh: '大小', en: 'Size' },
  state: { zh: '检测状态', en: 'Check' },
  explanations: { zh: '情况说明', en: 'Explanations' },
  link: { zh: '查看和打印回执', en: 'See and print the receipt' },
};

export interface Confirmation {
  campaign: Campaign;
  form: Form;
  unit: Unit;
  revision: Revision;
  timeliness: Timeliness;
  due: Date;
  siteUrl: string;
}

function filesBlock({ attachments }: Revision, t: (text: Text) => string): Block {
  if (attachments.length === 0) return { paragraph: t(WORDS.noFiles) };
  return {
    head: [t(WORDS.file), t(WORDS.size), t(WORDS.state)],
    rows: attachments.map(({ name, caption, pin, state, findings }) => [
      caption === undefined ? name : `${name} – ${caption}`,
      sizeText(pin.size),
      t(fileWords({ state, findings })),
    ]),
  };
}

function explanationBlocks(form: Form, { explanations, doubts }: Revision, language: Language): Block[] {
  const given = Object.entries(explanations).map(([key, said]) => ({
    pointer: key.slice(key.indexOf(':') + 1),
    said: doubts[key] ? `${said}\n${doubts[key][language]}` : said,
  }));
  if (given.length === 0) return [];
  const facts = inFormOrder(fieldsOf(form), given).map(({ pointer, said }): [string, string] => [
    pointedAt(form, pointer, language),
    said,
  ]);
  return [{ heading: WORDS.explanations[language] }, { facts }];
}

/** The receipt by mail: everything that was reported, so that it can be found without the system. */
export function confirmation(
  { campaign, form, unit, revision, timeliness, due, siteUrl }: Confirmation,
  language: Language,
): Draft {
  const t = (text: Text) => text[language];
  const files = new Map(revision.attachments.map(({ id, name }) => [id, name]));
  return draft(
    `${t(WORDS.subject)} ${revision.reference} ${t(form.short)} – ${t(campaign.title)}`,
    [
      { paragraph: t(WORDS.received) },
      { highlight: revision.reference },
      {
        facts: [
          [t(WORDS.form), t(form.title)],
          [t(WORDS.unit), t(unit.name)],
          [t(WORDS.revision), String(revision.revision)],
          [t(WORDS.submittedAt), timeText(campaign, revision.submittedAt, language)],
          [t(WORDS.due), deadlineText(campaign, due, language)],
          [t(WORDS.timeliness), t(timeliness === 'late' ? WORDS.late : WORDS.onTime)],
        ],
      },
      { link: t(WORDS.link), url: `${siteUrl}/receipts/${revision.reference}` },
      { paragraph: t(WORDS.next) },
      ...(revision.nil ? [{ paragraph: t(WORDS.nil) }] : []),
      ...answerBlocks(form, revision.answers, { language, files }),
      ...explanationBlocks(form, revision, language),
      { heading: t(WORDS.files) },
      filesBlock(revision, t),
    ],
    language,
  );
}
