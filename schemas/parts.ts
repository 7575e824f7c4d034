/** How a file of `size` bytes is cut into the parts that it is sent in. */
export interface Layout {
  size: number;
  /** Bytes of each part but the file's last. */
  partSize: number;
  /** From part `from` on they are of other sizes: the line turned out to be better or worse. Ascending. */
  resized: readonly { from: number; partSize: number }[];
}

export interface Part {
  number: number;
  /** Where it begins in the file. */
  from: number;
  size: number;
}

export const MOST_RESIZED = 20;

export function partsOf({ size, partSize, resized }: Layout): Part[] {
  const parts: Part[] = [];
  const changes = new Map(resized.map((change) => [change.from, change.partSize]));
  let wanted = partSize;
  for (let from = 0; from < size; from += wanted) {
    const number = parts.length + 1;
    wanted = changes.get(number) ?? wanted;
    parts.push({ number, from, size: Math.min(wanted, size - from) });
  }
  return parts;
}

/** The layout in which parts are of another size from one of them on. What was decided of later ones is void. */
export function resize<L extends Layout>(layout: L, from: number, partSize: number): L {
  if (from === 1) return { ...layout, partSize, resized: [] };
  return {
    ...layout,
    resized: [...layout.resized.filter((change) => change.from < from), { from, partSize }],
  };
}
