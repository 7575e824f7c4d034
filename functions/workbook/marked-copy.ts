import type { CellProblem } from './problems.ts';
import type { ReadTemplate } from './read-template.ts';
import { type TemplateOf, workbookOf } from './template.ts';

const commentOf = ({ message, cure }: CellProblem): string =>
  `${message.zh}\n${cure.zh}\n${message.en}\n${cure.en}`;

/**
 * The same content in a fresh template, with each wrong cell coloured and commented. Written anew rather than
 * changed: nothing of a file that may be anything goes back to anyone, and headings and lists are whole again.
 */
export function markedCopy(of: TemplateOf, { grids, problems }: ReadTemplate): Buffer {
  const comments = new Map<string, string[]>();
  for (const problem of problems) {
    if (problem.pointer === '') continue;
    const before = comments.get(problem.pointer) ?? [];
    comments.set(problem.pointer, [...before, commentOf(problem)]);
  }
  const fillings = grids.map(({ read }) => {
    if (!read) return [];
    const filling = read.filling.map((line) => [...line]);
    for (const [pointer, { at }] of read.spots) {
      const told = comments.get(pointer);
      const line = at && filling[at[0]];
      if (!told || !line) continue;
      line[at[1]] = { ...line[at[1]], comment: told.join('\n\n') };
    }
    return filling;
  });
  return workbookOf(of, fillings, true);
}
