import type { Attachment } from '../../../schemas/attachment.ts';

/**
 * Which file stands now in the place of those that were replaced, by their ids; however often it was done, and however
 * much of it was taken back.
 */
export function successorsOf(files: readonly Attachment[]): ReadonlyMap<string, string> {
  const present = new Set(files.filter(({ removed }) => !removed).map(({ id }) => id));
  const next = new Map(
    files.flatMap(({ id, replaces, pin }) => (replaces === undefined || !pin ? [] : [[replaces, id]])),
  );
  const last = (id: string): string | undefined => {
    if (present.has(id)) return id;
    const after = next.get(id);
    return after === undefined ? undefined : last(after);
  };
  const before = new Map(files.map(({ id, replaces }) => [id, replaces]));
  const first = (id: string | undefined): string | undefined =>
    id === undefined || present.has(id) ? id : first(before.get(id));
  return new Map(
    files.flatMap(({ id, removed }) => {
      const to = removed ? (last(id) ?? first(id)) : undefined;
      return to === undefined ? [] : [[id, to]];
    }),
  );
}

/** Answers that name the files which are there now. An identifier is no text that anybody types. */
export function withSuccessors(answers: unknown, successors: ReadonlyMap<string, string>): unknown {
  if (successors.size === 0) return answers;
  if (typeof answers === 'string') return successors.get(answers) ?? answers;
  if (Array.isArray(answers)) return answers.map((one) => withSuccessors(one, successors));
  if (typeof answers !== 'object' || answers === null) return answers;
  return Object.fromEntries(
    Object.entries(answers).map(([name, value]) => [name, withSuccessors(value, successors)]),
  );
}
