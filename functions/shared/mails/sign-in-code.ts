import type { Campaign } from '../../../schemas/campaign.ts';
import type { Language, Text } from '../../../schemas/text.ts';
import type { Draft } from './content.ts';
import { draft } from './write.ts';

const WORDS = {
  subject: { zh: '登录验证码', en: 'Sign-in code' },
  code: { zh: '您的登录验证码是：', en: 'Your code to sign in:' },
  validity: {
    zh: '10分钟内有效，只能使用一次，请在获取验证码的同一浏览器中输入。收到多封邮件时，请用最新一封中的验证码。',
    en: 'It is valid for 10 minutes and works once. Type it in the browser that you asked in. If several mails came, use the newest.',
  },
  unasked: {
    zh: '如果不是您本人操作，请忽略本邮件。请勿将验证码告诉任何人。',
    en: 'If you did not ask for it, ignore this mail. Tell the code to nobody.',
  },
};

export function signInCode(
  { campaign, code }: { campaign: Campaign; code: string },
  language: Language,
): Draft {
  const t = (text: Text) => text[language];
  return draft(
    `${t(WORDS.subject)} – ${t(campaign.title)}`,
    [
      { paragraph: t(WORDS.code) },
      { highlight: code },
      { paragraph: t(WORDS.validity) },
      { paragraph: t(WORDS.unasked) },
    ],
    language,
  );
}
