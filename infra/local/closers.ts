/** Closes what was opened, the last one first. */
export interface Closers {
  add(close: () => Promise<unknown> | unknown): void;
  run(): Promise<void>;
}

export function createClosers(): Closers {
  const closers: (() => Promise<unknown> | unknown)[] = [];
  return {
    add: (close) => void closers.push(close),
    async run() {
      for (let close = closers.pop(); close; close = closers.pop()) await close();
    },
  };
}
