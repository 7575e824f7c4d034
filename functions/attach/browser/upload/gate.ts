/** Lets so many through at the same time as are allowed at the moment. */
export interface Gate {
  enter(): Promise<void>;
  leave(): void;
}

export function createGate(allowed: () => number): Gate {
  const waiting: (() => void)[] = [];
  let inside = 0;
  const admit = () => {
    while (waiting.length > 0 && inside < allowed()) {
      inside++;
      waiting.shift()?.();
    }
  };
  return {
    enter: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        admit();
      }),
    leave() {
      inside--;
      admit();
    },
  };
}
