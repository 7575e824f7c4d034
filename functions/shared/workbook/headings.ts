import { narrow } from '../../../schemas/fields/clean.ts';
import type { Text } from '../../../schemas/text.ts';

/** Spaces, marks of what is required and what stands in brackets do not matter: `接待上限（人/日） *` => 接待上限 */
const squeeze = (text: string): string =>
  narrow(text.slice(0, 300))
    .toLowerCase()
    .replace(/[\s*:]/g, '');

const bare = (text: string): string => text.replace(/\([^()]*\)/g, '');

/** Both languages one below the other, on one line, or one alone. */
function keysOf({ zh, en }: Text): string[] {
  return [zh, en, `${zh}${en}`].flatMap((name) => [squeeze(name), bare(squeeze(name))]);
}

/** Whatever a heading may have become in a person's hands: the whole of it, then its lines. */
function readHeading(value: unknown): string[] {
  if (typeof value !== 'string' && typeof value !== 'number') return [];
  const text = String(value).slice(0, 300);
  return [text, ...text.split(/\r?\n/)].flatMap((line) => [squeeze(line), bare(squeeze(line))]);
}

/** Finds the one that a heading means. */
export function matcher<Item>(items: readonly Item[], namesOf: (item: Item) => readonly Text[]) {
  const known = new Map<string, Item>();
  for (const item of items) {
    for (const key of namesOf(item).flatMap(keysOf)) if (key !== '' && !known.has(key)) known.set(key, item);
  }
  return (value: unknown): Item | undefined => {
    for (const key of readHeading(value)) {
      const item = known.get(key);
      if (item !== undefined) return item;
    }
    return undefined;
  };
}
