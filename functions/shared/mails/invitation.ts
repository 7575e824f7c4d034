import type { Campaign } from '../../../schemas/campaign.ts';
import type { Language, Text } from '../../../schemas/text.ts';
import { deadlineText } from '../page/dates.ts';
import type { OwedForm } from '../reports/owed.ts';
import type { Block, Draft } from './content.ts';
import { draft } from './write.ts';

const WORDS = {
  subject: { zh: '邀请使用报送系统', en: 'You can sign in to report' },
  unit: {
    zh: '您已被登记为下列单位的联系人，可登录报送系统填报、查看和更正该单位的报表，并接收回执、退回和催报通知。',
    en: 'You were added as a contact of the unit below. You can sign in to fill in, see and correct its reports, and you will get its receipts, returns and reminders by mail.',
  },
  office: {
    zh: '您已被登记为下列主管部门的联系人，可登录报送系统查看报送进度、审核报表和下载归档。',
    en: 'You were added as a contact of the office below. You can sign in to see who has reported, review reports and download archives.',
  },
  campaign: { zh: '活动', en: 'Campaign' },
  asUnit: { zh: '填报单位', en: 'Reporting unit' },
  asOffice: { zh: '主管部门', en: 'Office' },
  address: { zh: '登录邮箱', en: 'Sign in with' },
  how: { zh: '登录方法', en: 'How to sign in' },
  steps: {
    zh: '1. 打开下面的链接，输入本邮箱地址。\n2. 系统会把6位数字的验证码发到本邮箱，请在10分钟内填入。\n3. 无需注册，也没有密码。请勿将验证码告诉任何人。',
    en: '1. Open the link below and enter this address.\n2. A code of six digits comes to this mailbox; type it within 10 minutes.\n3. There is nothing to register and no password. Tell the code to nobody.',
  },
  owed: { zh: '待报送的报表', en: 'What is to be reported' },
  form: { zh: '报表', en: 'Form' },
  due: { zh: '截止时间', en: 'Due' },
  nothing: { zh: '目前没有待报送的报表。', en: 'Nothing is owed at the moment.' },
  link: { zh: '登录报送系统', en: 'Sign in' },
  mistaken: {
    zh: '如果您不负责此项工作，请告知主管部门更正联系人。',
    en: 'If this is not your work, tell the office, so that it can correct its list of contacts.',
  },
};

export interface Invitation {
  campaign: Campaign;
  /** Whom the address was added to. */
  to: { name: Text; role: 'unit' | 'office' };
  address: string;
  /** Of a unit. */
  owed: readonly OwedForm[];
  siteUrl: string;
}

function owedBlocks({ campaign, owed }: Invitation, language: Language): Block[] {
  const t = (text: Text) => text[language];
  if (owed.length === 0) return [{ heading: t(WORDS.owed) }, { paragraph: t(WORDS.nothing) }];
  return [
    { heading: t(WORDS.owed) },
    {
      head: [t(WORDS.form), t(WORDS.due)],
      rows: owed.map(({ form, due }) => [t(form.title), deadlineText(campaign, due, language)]),
    },
  ];
}

/** An address was added to the roster: what this is, what is wanted, and how to sign in. */
export function invitation(given: Invitation, language: Language): Draft {
  const { campaign, to, address, siteUrl } = given;
  const t = (text: Text) => text[language];
  const reports = to.role === 'unit';
  return draft(
    `${t(WORDS.subject)} – ${t(campaign.title)}`,
    [
      { paragraph: t(reports ? WORDS.unit : WORDS.office) },
      {
        facts: [
          [t(WORDS.campaign), t(campaign.title)],
          [t(reports ? WORDS.asUnit : WORDS.asOffice), t(to.name)],
          [t(WORDS.address), address],
        ],
      },
      { heading: t(WORDS.how) },
      { paragraph: t(WORDS.steps) },
      { link: t(WORDS.link), url: `${siteUrl}/sign-in` },
      ...(reports ? owedBlocks(given, language) : []),
      { paragraph: t(WORDS.mistaken) },
    ],
    language,
  );
}
