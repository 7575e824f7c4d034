import type { Session } from '../../../schemas/session.ts';
import type { Language, Text } from '../../../schemas/text.ts';
import { PROBLEMS, type Problem } from '../problems.ts';
import { page } from './layout.tsx';
import { speak } from './words.ts';

const WORDS = {
  back: {
    zh: '按浏览器的“后退”键可回到上一页，已填写的内容仍在页面上。',
    en: 'The Back button of the browser leads to the page before; what you typed is still there.',
  },
  home: { zh: '返回首页', en: 'Back to the start' },
  reports: { zh: '返回我的报表', en: 'Back to my reports' },
  desk: { zh: '返回报送进度', en: 'Back to the progress' },
};

function homeOf(session: Session | undefined): { href: string; word: Text } {
  if (!session) return { href: '/', word: WORDS.home };
  return session.role === 'unit'
    ? { href: '/reports', word: WORDS.reports }
    : { href: '/desk', word: WORDS.desk };
}

/**
 * A problem as a page of its own, for what no form can show inline.
 * @param posted it answers a post: in the other language there is no such page
 */
export function problemPage(
  problem: Problem,
  language: Language,
  session: Session | undefined,
  posted: boolean,
): string {
  const home = homeOf(session);
  const title = PROBLEMS[problem.code].text[language];
  return page({
    title,
    language,
    session,
    error: true,
    address: posted ? home.href : undefined,
    children: (
      <>
        <h1>{title}</h1>
        {problem.details.length > 0 && (
          <ul>
            {problem.details.map(({ message }) => (
              <li>{message[language]}</li>
            ))}
          </ul>
        )}
        {posted && <p>{speak(language)(WORDS.back)}</p>}
        <p>
          <a href={home.href}>{home.word[language]}</a>
        </p>
      </>
    ),
  });
}
