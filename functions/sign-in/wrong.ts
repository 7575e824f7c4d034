import type { Wording } from '../shared/http/body.ts';
import { type Detail, PROBLEMS, type Problem } from '../shared/problems.ts';

/** What is said of a faulty field, on pages and to programs. */
export const WORDING: Wording = {
  '/email': {
    sentence: {
      zh: '请填写正确的电子邮箱，例如 name@example.org。',
      en: 'Enter an e-mail address, for example name@example.org.',
    },
  },
  '/code': { sentence: { zh: '请填写邮件中的6位数字。', en: 'Enter the six digits of the mail.' } },
};

/** What a refused post tells beside its fields; what is about none of them stands at `fallback`. */
export function detailsFor(problem: Problem, fallback: string): Detail[] {
  if (problem.details.length === 0) {
    const { text } = PROBLEMS[problem.code];
    return [{ pointer: fallback, severity: 'blocking', code: problem.code, message: text }];
  }
  return problem.details.map((detail) => ({ ...detail, pointer: detail.pointer || fallback }));
}
