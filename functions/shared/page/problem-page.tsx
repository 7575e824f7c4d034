import type { Session } from '../../../schemas/session.ts';
import type { Language } from '../../../schemas/text.ts';
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

function Return({ session, language }: { session: Session | undefined; language: Language }) {
  const t = speak(language);
  if (!session) return <a href="/">{t(WORDS.home)}</a>;
  return session.role === 'unit' ? (
    <a href="/reports">{t(WORDS.reports)}</a>
  ) : (
    <a href="/desk">{t(WORDS.desk)}</a>
  );
}

/** A problem as a page of its own, for what no form can show inline. */
export function problemPage(problem: Problem, language: Language, session?: Session): string {
  const title = PROBLEMS[problem.code].text[language];
  return page({
    title,
    language,
    session,
    error: true,
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
        <p>{speak(language)(WORDS.back)}</p>
        <p>
          <Return session={session} language={language} />
        </p>
      </>
    ),
  });
}
