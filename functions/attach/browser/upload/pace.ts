/** Seconds that are looked back on, and to the mark before: long enough to be steady, short enough to be true. */
const WINDOW = 20;

export interface Pace {
  /** So many bytes have moved by now. */
  mark(bytes: number): void;
  /** Bytes a second; undefined while too little is known. */
  rate(): number | undefined;
}

/** How fast bytes move, told by the last seconds alone. @param now milliseconds */
export function startPace(now: () => number): Pace {
  let marks: { at: number; bytes: number }[] = [];
  return {
    mark(bytes) {
      const at = now() / 1000;
      while (marks[1] && at - marks[1].at >= WINDOW) marks.shift();
      const last = marks[marks.length - 1];
      // A part that is sent again takes back what it had.
      if (last && bytes < last.bytes) marks = [];
      if (!last || at - last.at >= 0.25 || marks.length === 0) marks.push({ at, bytes });
    },
    rate() {
      const [first, last] = [marks[0], marks[marks.length - 1]];
      if (!first || !last || last.at - first.at < 1) return undefined;
      return (last.bytes - first.bytes) / (last.at - first.at);
    },
  };
}
