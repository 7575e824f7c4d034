import type { Slot } from '../../schemas/form.ts';

/** A content type and the extensions that go with it. */
export interface FileKind {
  contentType: string;
  extensions: string[];
}

/** The kinds of file that a slot takes, in the order of its types: jpg and jpeg are one. */
export function kindsOf({ types }: Slot): FileKind[] {
  const kinds = new Map<string, string[]>();
  for (const { contentType, extension } of types) {
    kinds.set(contentType, [...(kinds.get(contentType) ?? []), extension]);
  }
  return [...kinds].map(([contentType, extensions]) => ({ contentType, extensions }));
}
