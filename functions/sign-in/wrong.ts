import type { Text } from '../../schemas/text.ts';
import { type Detail, PROBLEMS, Problem } from '../shared/problems.ts';

const MESSAGES: { [pointer: string]: Text } = {
  '/email': {
    zh: '请填写正确的电子邮箱，例如 name@example.org。',
    en: 'Enter an e-mail address, for example name@example.org.',
  },
  '/code': { zh: '请填写邮件中的6位数字。', en: 'Enter the six digits of the mail.' },
};

/** What a refused post tells beside its fields; what is about none of them stands at `fallback`. */
export function detailsFor(problem: Problem, fallback: string): Detail[] {
  if (problem.details.length === 0) {
    const { text } = PROBLEMS[problem.code];
    return [{ pointer: fallback, severity: 'blocking', code: problem.code, message: text }];
  }
  return problem.details.map((detail) => ({
    ...detail,
    pointer: detail.pointer || fallback,
    message: MESSAGES[detail.pointer] ?? detail.message,
  }));
}

/** A faulty field told in our own words, for programs as well. */
export function inWords(problem: Problem): Problem {
  return problem.code === 'invalid-input' ? new Problem(problem.code, detailsFor(problem, '')) : problem;
}
