import { type Path, pointerOf } from './place.ts';

/** Answers of which any part may be absent. */
export type Valid<Answers> = Answers extends readonly (infer Item)[]
  ? Valid<Item>[]
  : Answers extends object
    ? { [Key in keyof Answers]?: Valid<Answers[Key]> }
    : Answers;

/** The answers without those that an issue points at, so that rules never see what is wrong by itself. */
export function validPart(answers: Record<string, unknown>, issues: readonly { path: Path }[]): unknown {
  if (issues.length === 0) return answers;
  const wrong = new Set(issues.map(({ path }) => pointerOf(path)));
  const keep = (value: unknown, pointer: string): unknown => {
    if (wrong.has(pointer)) return undefined;
    if (Array.isArray(value)) {
      const items = value.map((item, index) => keep(item, `${pointer}/${index}`));
      return items.includes(undefined) ? undefined : items;
    }
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, keep(item, `${pointer}/${key}`)]),
    );
  };
  return keep(answers, '');
}
