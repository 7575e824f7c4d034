import type { Language } from '../../../schemas/text.ts';
import { PROBLEMS, type Problem } from '../problems.ts';
import { page } from './layout.tsx';
import { speak } from './words.ts';

const WORDS = { home: { zh: '返回首页', en: 'Back to the start' } };

/** A problem as a page of its own, for what no form can show inline. */
export function problemPage(problem: Problem, language: Language): string {
  const title = PROBLEMS[problem.code].text[language];
  return page({
    title,
    language,
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
        <p>
          <a href="/">{speak(language)(WORDS.home)}</a>
        </p>
      </>
    ),
  });
}
