import { localHeaderLength, type ZipEntry } from '../../../../functions/build-archive/zip/headers.ts';

/**
 * The fewest bytes of files that any order of them, and any choice of which to copy, lets through: all are tried, so
 * this is for a handful of files.
 */
export function leastThrough(entries: readonly ZipEntry[], leastPart: number): number {
  let best = Number.POSITIVE_INFINITY;
  const left = new Set(entries);

  function go(pending: number, through: number): void {
    if (through >= best) return;
    if (left.size === 0) {
      best = through;
      return;
    }
    const tried = new Set<number>();
    for (const entry of [...left]) {
      const { size } = entry.source;
      if (tried.has(size)) continue;
      tried.add(size);
      left.delete(entry);
      const begun = pending + localHeaderLength(entry);
      const head = Math.max(0, leastPart - begun);
      if (size - head >= leastPart) go(0, through + head);
      go(begun + size, through + size);
      left.add(entry);
    }
  }

  go(0, 0);
  return best;
}
