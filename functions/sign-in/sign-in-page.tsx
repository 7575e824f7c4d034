import type { Campaign } from '../../schemas/campaign.ts';
import type { Language } from '../../schemas/text.ts';
import { PersonalNotice } from '../shared/page/personal-notice.tsx';
import { speak } from '../shared/page/words.ts';
import type { Detail } from '../shared/problems.ts';
import { frame, StepForm } from './frame.tsx';
import { TextField } from './text-field.tsx';

const WORDS = {
  title: { zh: '登录', en: 'Sign in' },
  how: {
    zh: '不需要密码。我们向您单位登记的邮箱发送6位数字验证码。',
    en: 'There is no password. We send a code of six digits to the address registered for your unit.',
  },
  email: { zh: '电子邮箱', en: 'E-mail address' },
  hint: {
    zh: '请填写已登记的邮箱，例如 name@example.org',
    en: 'The address that is registered, for example name@example.org',
  },
  send: { zh: '获取验证码', en: 'Send me a code' },
};

export interface SignInPage {
  language: Language;
  personalData: Campaign['personalData'];
  email?: string;
  next?: string | undefined;
  details?: Detail[];
}

export function signInPage({ language, personalData, email = '', next, details = [] }: SignInPage): string {
  const t = speak(language);
  return frame({
    title: WORDS.title,
    language,
    next,
    details,
    children: (
      <>
        <p>{t(WORDS.how)}</p>
        <StepForm action="/sign-in" next={next}>
          <TextField
            name="email"
            label={WORDS.email}
            hint={WORDS.hint}
            value={email}
            details={details}
            language={language}
          />
          <PersonalNotice asked={[WORDS.email]} personalData={personalData} language={language} />
          <button type="submit">{t(WORDS.send)}</button>
        </StepForm>
      </>
    ),
  });
}
