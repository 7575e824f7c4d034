/** Does something at once, then again no sooner than so many milliseconds later, with what it was last called for. */
export interface Sometimes<T> {
  (what: T): void;
  /** What still waits is not done any more. */
  stop(): void;
}

export function sometimes<T>(action: (what: T) => void, milliseconds: number): Sometimes<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waiting: { what: T } | undefined;
  const due = () => {
    timer = undefined;
    if (!waiting) return;
    const { what } = waiting;
    waiting = undefined;
    run(what);
  };
  const run = (what: T) => {
    timer = setTimeout(due, milliseconds);
    action(what);
  };
  return Object.assign(
    (what: T) => {
      if (timer === undefined) run(what);
      else waiting = { what };
    },
    {
      stop() {
        waiting = undefined;
      },
    },
  );
}
