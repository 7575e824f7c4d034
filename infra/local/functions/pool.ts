import type { Failure, Outcome } from './message.ts';
import type { Sandbox } from './sandbox.ts';

/** A function that can be invoked. */
export interface Pool {
  invoke(payload: string): Promise<Outcome>;
  /** Starts one execution environment ahead of the first event. */
  warm(): Promise<void>;
  /** Lets running invocations end, takes no more, and ends the threads. */
  close(): Promise<void>;
}

/** Beyond this Lambda would throttle too; the callers retry or answer 503. */
const MOST_WAITING = 1000;

const throttled: Failure = { errorType: 'TooManyRequestsException', errorMessage: 'Rate Exceeded.' };

/**
 * Execution environments of one function, each taking one invocation at a time, as on Lambda. They are made when
 * they are needed, up to `most`; what comes then waits, where Lambda would make more: two processors have no use
 * for a hundred threads. One that died or was cut off is thrown away.
 */
export function createPool(open: () => Sandbox, most: number): Pool {
  const idle: Sandbox[] = [];
  const all = new Set<Sandbox>();
  const queue: ((sandbox: Sandbox) => void)[] = [];
  const running = new Set<Promise<Outcome>>();
  let closing = false;

  function make(): Sandbox {
    const sandbox = open();
    all.add(sandbox);
    return sandbox;
  }

  function takeIdle(): Sandbox | undefined {
    for (let sandbox = idle.pop(); sandbox; sandbox = idle.pop()) {
      if (sandbox.alive) return sandbox;
      all.delete(sandbox);
    }
    return undefined;
  }

  function release(sandbox: Sandbox): void {
    const usable = sandbox.alive;
    if (!usable) all.delete(sandbox);
    const next = queue.shift();
    if (next) next(usable ? sandbox : make());
    else if (usable) idle.push(sandbox);
  }

  async function acquire(): Promise<Sandbox> {
    const sandbox = takeIdle();
    if (sandbox) return sandbox;
    if (all.size < most) return make();
    return new Promise((resolve) => queue.push(resolve));
  }

  async function run(payload: string): Promise<Outcome> {
    const sandbox = await acquire();
    try {
      return await sandbox.invoke(payload);
    } finally {
      release(sandbox);
    }
  }

  return {
    async invoke(payload) {
      if (closing || most === 0 || queue.length >= MOST_WAITING) return { failure: throttled };
      const invocation = run(payload);
      running.add(invocation);
      try {
        return await invocation;
      } finally {
        running.delete(invocation);
      }
    },
    async warm() {
      if (closing || all.size > 0 || most === 0) return;
      const sandbox = make();
      idle.push(sandbox);
      await sandbox.ready;
    },
    async close() {
      closing = true;
      await Promise.allSettled(running);
      await Promise.all([...all].map((sandbox) => sandbox.close()));
    },
  };
}
