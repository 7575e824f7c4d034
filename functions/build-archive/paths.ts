import { safeName } from '../shared/safe-name.ts';

/** Room for ` (12345)` below the 255 bytes that file systems take. */
const MOST_BYTES = 230;

/** Gives out paths that stay apart on every file system, those that do not tell A from a included. */
export interface Paths {
  /** A folder, safe and unique in its parent; `''` is the archive itself. Ends without a slash. */
  folder(parent: string, name: string): string;
  /** A file, safe and unique in its folder: `报告.pdf`, `报告 (2).pdf`. */
  file(parent: string, name: string): string;
}

export function openPaths(): Paths {
  const taken = new Set<string>();

  function claim(parent: string, name: string, extension: RegExp): string {
    const safe = safeName(name, MOST_BYTES);
    const end = extension.exec(safe)?.[0] ?? '';
    const stem = safe.slice(0, safe.length - end.length);
    for (let n = 1; ; n++) {
      const path = `${parent === '' ? '' : `${parent}/`}${stem}${n === 1 ? '' : ` (${n})`}${end}`;
      const folded = path.normalize('NFKC').toUpperCase();
      if (taken.has(folded)) continue;
      taken.add(folded);
      return path;
    }
  }

  return {
    folder: (parent, name) => claim(parent, name, /$/),
    file: (parent, name) => claim(parent, name, /(?<=.)\.[^.]*$/u),
  };
}
