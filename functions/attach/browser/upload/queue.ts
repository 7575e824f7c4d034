type Task = () => Promise<void>;

/** One after the other: each file is whole sooner, and a bad line is not shared among them. */
export interface Queue {
  add(task: Task): void;
  remove(task: Task): void;
}

export function createQueue(): Queue {
  const waiting: Task[] = [];
  let busy = false;
  async function run(): Promise<void> {
    if (busy) return;
    busy = true;
    for (let next = waiting.shift(); next; next = waiting.shift()) await next();
    busy = false;
  }
  return {
    add(task) {
      waiting.push(task);
      void run();
    },
    remove(task) {
      const position = waiting.indexOf(task);
      if (position >= 0) waiting.splice(position, 1);
    },
  };
}
