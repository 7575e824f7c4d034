import type { Language } from '../../schemas/text.ts';
import { speak } from '../shared/page/words.ts';
import type { Detail } from '../shared/problems.ts';
import { frame, StepForm } from './frame.tsx';
import { TextField } from './text-field.tsx';

const WORDS = {
  title: { zh: '输入验证码', en: 'Enter the code' },
  sent: {
    zh: '如果该邮箱已登记，验证码邮件已发出，10分钟内有效，最多可输入5次。',
    en: 'If this address is registered, a code is on its way. It is valid for 10 minutes and takes 5 tries.',
  },
  sameBrowser: {
    zh: '请在获取验证码的同一浏览器中输入。没有收到？请查看垃圾邮件，或核对邮箱后重新获取；邮箱未登记或已更换的，请联系主管部门。',
    en: 'Type it in the browser that you asked in. Nothing came? Look into the junk mail, check the address, or ask again. If your address is not registered, tell the office.',
  },
  email: { zh: '电子邮箱', en: 'E-mail address' },
  code: { zh: '验证码', en: 'Code' },
  hint: { zh: '邮件中的6位数字', en: 'The six digits in the mail' },
  submit: { zh: '登录', en: 'Sign in' },
  again: { zh: '重新获取验证码', en: 'Ask for another code' },
};

export interface CodePage {
  language: Language;
  /** Absent when the browser forgot it: then it is asked for. */
  email?: string | undefined;
  next?: string | undefined;
  code?: string;
  details?: Detail[];
}

export function codePage({ language, email, next, code = '', details = [] }: CodePage): string {
  const t = speak(language);
  const askEmail = !email || details.some(({ pointer }) => pointer === '/email');
  return frame({
    title: WORDS.title,
    language,
    next,
    details,
    children: (
      <>
        <p>{t(WORDS.sent)}</p>
        {email && (
          <p>
            <strong>{email}</strong>
          </p>
        )}
        <StepForm action="/sign-in/code" next={next}>
          {askEmail ? (
            <TextField
              name="email"
              label={WORDS.email}
              value={email ?? ''}
              details={details}
              language={language}
            />
          ) : (
            <input type="hidden" name="email" value={email} />
          )}
          <TextField
            name="code"
            label={WORDS.code}
            hint={WORDS.hint}
            value={code}
            details={details}
            language={language}
          />
          <button type="submit">{t(WORDS.submit)}</button>
        </StepForm>
        <p>{t(WORDS.sameBrowser)}</p>
        <p>
          <a href={next === undefined ? '/sign-in' : `/sign-in?${new URLSearchParams({ next })}`}>
            {t(WORDS.again)}
          </a>
        </p>
      </>
    ),
  });
}
