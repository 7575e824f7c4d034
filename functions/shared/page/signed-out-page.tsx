import type { Language } from '../../../schemas/text.ts';
import type { FormFields } from '../http/body.ts';
import type { Problem } from '../problems.ts';
import { page } from './layout.tsx';
import { speak } from './words.ts';

const WORDS = {
  'not-signed-in': { zh: '登录已失效', en: 'You are signed out' },
  'other-unit': { zh: '登录的单位不同', en: 'You are signed in for another unit' },
  kept: {
    zh: '您填写的内容还在本页上，尚未保存。请不要关闭本页：',
    en: 'What you typed is kept on this page and is not saved yet. Do not close this page:',
  },
  signIn: { zh: '在新窗口中登录', en: 'Sign in in a new window' },
  resend: { zh: '登录后回到本页，重新发送', en: 'Then come back to this page and send again' },
  send: { zh: '重新发送', en: 'Send again' },
};

/**
 * After a session ended, or became another unit's, while somebody was typing: the page that the post gets in answer carries all of it, so that
 * it can be sent again after signing in elsewhere. Works without script.
 */
export function signedOutPage(
  path: string,
  fields: FormFields,
  { code, details }: Problem,
  language: Language,
): string {
  const t = speak(language);
  const title = t(code === 'other-unit' ? WORDS['other-unit'] : WORDS['not-signed-in']);
  const values = Object.entries(fields).flatMap(([name, value]) =>
    [value].flat().map((one) => ({ name, value: one })),
  );
  return page({
    title,
    language,
    error: true,
    holds: true,
    children: (
      <form method="post" action={path}>
        <h1>{title}</h1>
        {details.map(({ message }) => (
          <p>{t(message)}</p>
        ))}
        {values.map((field) => (
          <input type="hidden" name={field.name} value={field.value} />
        ))}
        {values.length > 0 && <p>{t(WORDS.kept)}</p>}
        <ol>
          <li>
            <a href="/sign-in" target="_blank" rel="noopener opener">
              {t(WORDS.signIn)}
            </a>
          </li>
          <li>{t(WORDS.resend)}</li>
        </ol>
        <button type="submit">{t(WORDS.send)}</button>
      </form>
    ),
  });
}
