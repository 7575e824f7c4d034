import { type Layout, MOST_RESIZED, type Part, partsOf, resize } from '../../../../schemas/parts.ts';

/** The parts of a file that have not been taken up, in their order. */
export interface Plan {
  /**
   * Takes up the next part. Where it begins parts of another size, whoever comes next waits until the server knows.
   * @param use given the size from this part on, where that is new
   * @returns undefined when there is none any more
   */
  take<T>(use: (part: Part, partSize?: number) => Promise<T>): Promise<{ used: T } | undefined>;
  /** All, as they are cut by now. */
  parts(): Part[];
  /** May they still be cut otherwise? */
  isOpen(): boolean;
}

/**
 * @param last number of the last part that has arrived: what is before stays as it is
 * @param better another size than the present one, where it is better
 */
export function createPlan(
  before: Layout,
  last: number,
  better: (present: number) => number | undefined,
): Plan {
  let layout = before;
  let waiting = partsOf(layout);
  let agreed: Promise<unknown> = Promise.resolve();
  const isOpen = () => layout.resized.length < MOST_RESIZED;

  function recut(): number | undefined {
    const [next] = waiting;
    // The file's last part is as large as it is.
    if (!next || waiting.length < 2 || next.number <= last || !isOpen()) return undefined;
    const size = better(next.size);
    if (size === undefined) return undefined;
    layout = resize(layout, next.number, size);
    waiting = partsOf(layout).slice(next.number - 1);
    return size;
  }

  return {
    async take(use) {
      for (let known: unknown; known !== agreed; await agreed) known = agreed;
      const partSize = recut();
      const next = waiting.shift();
      if (!next) return undefined;
      const using = use(next, partSize);
      if (partSize !== undefined) agreed = using.catch(() => {});
      return { used: await using };
    },
    parts: () => partsOf(layout),
    isOpen,
  };
}
