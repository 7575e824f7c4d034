import type { DeskReport } from '../../../schemas/contract/desk.ts';
import type { Form } from '../../../schemas/form.ts';
import { memberOf } from '../fields/drawing.ts';
import { targetName } from './target-name.ts';

/** Whether the answers as they are drawn have such a place; slots and rows that are gone do not. */
function isDrawn(form: Form, answers: unknown, pointer: string): boolean {
  if (/^\/attachments\/|\/\*/.test(pointer) || !targetName(form, pointer)) return false;
  const [, rows = '', row] = /^\/([^/]+)\/(\d+)/.exec(pointer) ?? [];
  const found = memberOf(answers, rows);
  return row === undefined || (Array.isArray(found) && Number(row) < found.length);
}

/**
 * What the unit explained, keyed `<code>:<pointer>`, with what was doubtful: at the answers it is about, and what has no
 * place among them.
 */
export function explainedIn(
  form: Form,
  {
    answers,
    explanations,
    doubts,
  }: Pick<DeskReport['revisions'][number], 'answers' | 'explanations' | 'doubts'>,
) {
  const [at, other] = [new Map<string, string>(), new Map<string, string>()];
  for (const [key, text] of Object.entries(explanations)) {
    const pointer = key.slice(key.indexOf(':') + 1);
    const where = isDrawn(form, answers, pointer) ? at : other;
    const told = doubts[key] === undefined ? text : `${text}\n${doubts[key]}`;
    const before = where.get(pointer);
    where.set(pointer, before === undefined ? told : `${before}\n${told}`);
  }
  return { at, other };
}
