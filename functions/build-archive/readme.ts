import type { Archive } from '../../schemas/archive.ts';
import { type Campaign, knownUnitOf } from '../../schemas/campaign.ts';
import type { Form } from '../../schemas/form.ts';
import type { Language, Text } from '../../schemas/text.ts';
import { DEFAULT_STATES } from '../shared/archives/choice.ts';
import { LEFT_OUT_WORDS } from '../shared/archives/left-out.ts';
import { localTime } from '../shared/local-time.ts';
import { STATE_WORDS } from '../shared/state-words.ts';
import type { LeftOut } from './plan-shape.ts';

const WORDS = {
  archive: { zh: '归档', en: 'Archive' },
  asked: { zh: '申请时间', en: 'Asked for at' },
  forms: { zh: '所选报表', en: 'Chosen forms' },
  units: { zh: '所选单位', en: 'Chosen units' },
  states: { zh: '所选状态', en: 'Chosen states' },
  since: { zh: '只含该时间之后报送的', en: 'Only what was submitted since' },
  attachments: { zh: '附件', en: 'Attachments' },
  included: { zh: '含', en: 'included' },
  leftOut: {
    zh: '不含，各表中写的是附件的原文件名',
    en: 'left out; the spreadsheets tell their original names',
  },
  all: { zh: '全部', en: 'all' },
  holds: { zh: '包含', en: 'Holds' },
  reports: { zh: '份报表', en: 'reports' },
  files: { zh: '个附件', en: 'attachments' },
  missing: { zh: '应报而本归档中没有的', en: 'Owed, but not in this archive' },
  withheld: {
    zh: '已报送但未收入本归档的附件（已报送的原文件仍在系统中）',
    en: 'Attachments that were submitted and are left out of this archive (the system still keeps them)',
  },
  nobody: { zh: '无', en: 'nothing' },
  contents: {
    zh: '每个单位一个文件夹，每份报表一个子文件夹；各报表的填报内容汇总在同名的.xlsx文件中；manifest.csv列出全部文件及其大小、CRC-32校验值、受理编号、版次、报表状态（state）和附件检测结果（inspection），以及文件在第几卷（volume，通常只有一卷）；未收入的附件列在最前面，没有路径，left_out写明原因。检测不合格、检测中或未能检测的附件也包含在内，并在其中注明。',
    en: 'One folder a unit, one subfolder a form; the answers to each form are gathered in the .xlsx of its name; manifest.csv lists every file with size, CRC-32, reference number, revision, state of the report, result of the inspection, and the volume it is in (nearly always the only one). Files that are left out stand first, without a path, left_out says why. Files that were refused, await inspection or could not be checked are included and marked there.',
  },
  later: {
    zh: '申请之后报送、退回或更换的内容不在本归档中。',
    en: 'What was submitted, returned or replaced after that time is not in this archive.',
  },
} satisfies Record<string, Text>;

export interface Told {
  archive: Archive;
  campaign: Campaign;
  forms: readonly Form[];
  /** Number of reports. */
  reports: number;
  /** Number of attachments. */
  files: number;
  leftOut: readonly LeftOut[];
}

function inLanguage(language: Language, told: Told): string[] {
  const { archive, campaign, forms, reports, files, leftOut } = told;
  const { choice, missing = [] } = archive;
  const t = (text: Text) => text[language];
  const zh = language === 'zh';
  const list = (names: string[]) => names.join(zh ? '、' : ', ');
  const line = (label: Text, value: string) => `${t(label)}${zh ? '：' : ': '}${value}`;
  const formName = (id: string) => {
    const form = forms.find((one) => one.id === id);
    return form ? t(form.short) : id;
  };
  const unitName = (id: string) => {
    const unit = knownUnitOf(campaign, id);
    return unit ? t(unit.name) : id;
  };
  const states = choice.states ?? DEFAULT_STATES;
  return [
    `${t(campaign.title)} – ${t(WORDS.archive)}`,
    '',
    line(WORDS.asked, localTime(campaign, archive.requestedAt)),
    line(WORDS.forms, choice.forms ? list(choice.forms.map(formName)) : t(WORDS.all)),
    line(WORDS.units, choice.units ? list(choice.units.map(unitName)) : t(WORDS.all)),
    line(WORDS.states, list(states.map((state) => t(STATE_WORDS[state])))),
    ...(choice.since === undefined ? [] : [line(WORDS.since, choice.since)]),
    line(WORDS.attachments, t(choice.attachments === false ? WORDS.leftOut : WORDS.included)),
    line(WORDS.holds, list([`${reports} ${t(WORDS.reports)}`, `${files} ${t(WORDS.files)}`])),
    '',
    line(WORDS.missing, missing.length === 0 ? t(WORDS.nobody) : ''),
    ...missing.map(({ unit, forms: owed }) => `  ${unitName(unit)} – ${list(owed.map(formName))}`),
    ...(leftOut.length === 0 ? [] : ['', line(WORDS.withheld, String(leftOut.length))]),
    ...leftOut.map(({ provenance: { unit, form, originalName }, why = 'waiting' }) => {
      const reason = t(LEFT_OUT_WORDS[why]);
      return `  ${unitName(unit)} – ${formName(form)} – ${originalName}${zh ? `：${reason}` : `: ${reason}`}`;
    }),
    '',
    t(WORDS.contents),
    t(WORDS.later),
  ];
}

/** What was chosen, what it holds and who is missing, in both languages; for Notepad: BOM and CRLF. */
export function readme(told: Told): Buffer {
  const lines = [...inLanguage('zh', told), '', '', ...inLanguage('en', told), ''];
  return Buffer.from(`\uFEFF${lines.join('\r\n')}`);
}
