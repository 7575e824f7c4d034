/** A row as the texts of its cells, so that comparing two cells is comparing two texts; undefined where empty. */
type Cells = (string | undefined)[];

interface Match {
  from: number;
  to: number;
}

/** Rows that share less of what they say are two rows, one removed and one added. */
const LEAST = 0.5;

const cellsOf = (row: unknown, columns: readonly string[]): Cells =>
  columns.map((name) => {
    if (typeof row !== 'object' || row === null || !Object.hasOwn(row, name)) return undefined;
    return JSON.stringify(Reflect.get(row, name));
  });

/** The part of the filled cells that say the same; the first column names the row, so it counts twice. */
function likeness(a: Cells, b: Cells): number {
  let [same, all] = [0, 0];
  for (const [column, cell] of a.entries()) {
    const other = b[column];
    if (cell === undefined && other === undefined) continue;
    const weight = column === 0 ? 2 : 1;
    all += weight;
    if (cell === other) same += weight;
  }
  return all === 0 ? 0 : same / all;
}

/** Equal rows, first to first. */
function equalRows(before: readonly Cells[], after: readonly Cells[]): Match[] {
  const waiting = new Map<string, number[]>();
  for (const [to, cells] of after.entries()) {
    const key = JSON.stringify(cells);
    waiting.set(key, [...(waiting.get(key) ?? []), to]);
  }
  return before.flatMap((cells, from) => {
    const to = waiting.get(JSON.stringify(cells))?.shift();
    return to === undefined ? [] : [{ from, to }];
  });
}

/**
 * Which row of a table is which of another, by what they say and not by where they stand: equal rows first, then the
 * most alike, nearer ones before farther ones.
 */
export function matchRows(
  before: readonly unknown[],
  after: readonly unknown[],
  columns: readonly string[],
): Match[] {
  const a = before.map((row) => cellsOf(row, columns));
  const b = after.map((row) => cellsOf(row, columns));
  const matches = equalRows(a, b);
  const [takenFrom, takenTo] = [
    new Set(matches.map(({ from }) => from)),
    new Set(matches.map(({ to }) => to)),
  ];
  const pairs: (Match & { like: number })[] = [];
  for (const [from, cells] of a.entries()) {
    if (takenFrom.has(from)) continue;
    for (const [to, others] of b.entries()) {
      if (takenTo.has(to)) continue;
      const like = likeness(cells, others);
      if (like >= LEAST) pairs.push({ from, to, like });
    }
  }
  const apart = ({ from, to }: Match) => Math.abs(from - to);
  pairs.sort((one, other) => other.like - one.like || apart(one) - apart(other));
  for (const { from, to } of pairs) {
    if (takenFrom.has(from) || takenTo.has(to)) continue;
    takenFrom.add(from);
    takenTo.add(to);
    matches.push({ from, to });
  }
  return matches.sort((one, other) => one.from - other.from);
}

/** The matches that keep the order: the longest chain whose rows rise in both tables. The others were moved. */
export function unmoved(matches: readonly Match[]): Set<Match> {
  /** Of chains of each length, the one that ends earliest in the later table. */
  const ends: number[] = [];
  const previous: number[] = [];
  for (const [index, { to }] of matches.entries()) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((matches[ends[middle] ?? 0]?.to ?? 0) < to) low = middle + 1;
      else high = middle;
    }
    previous[index] = low > 0 ? (ends[low - 1] ?? -1) : -1;
    ends[low] = index;
  }
  const kept = new Set<Match>();
  for (let at = ends.at(-1) ?? -1; at >= 0; at = previous[at] ?? -1) {
    const match = matches[at];
    if (match) kept.add(match);
  }
  return kept;
}
