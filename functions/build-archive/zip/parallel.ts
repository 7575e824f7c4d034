/** Runs at most `most` at once, the others in the order they came. */
export function limiter(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      return await work();
    } finally {
      // The place is handed on, so that none who comes in between takes it.
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}

/** Room is taken up in steps, so that parts of nearly the same length fit into the same memory. */
const STEP = 256 * 1024;

/**
 * Memory that is used again instead of left to the collector, which frees large buffers late; so much of it and no
 * more. Who wants more than there is gets it when all the rest is back.
 */
export class Memory {
  readonly #most: number;
  readonly #free: Buffer[] = [];
  readonly #waiting: { length: number; resolve(buffer: Buffer): void }[] = [];
  #held = 0;
  #used = 0;

  /** @param most bytes */
  constructor(most: number) {
    this.#most = most;
  }

  /** A buffer of at least that length, whatever is in it. */
  take(length: number): Promise<Buffer> {
    return new Promise((resolve) => {
      this.#waiting.push({ length: Math.max(1, Math.ceil(length / STEP)) * STEP, resolve });
      this.#serve();
    });
  }

  give(buffer: Buffer): void {
    this.#used -= buffer.length;
    this.#free.push(buffer);
    this.#serve();
  }

  #serve(): void {
    for (let next = this.#waiting[0]; next; next = this.#waiting[0]) {
      const buffer = this.#find(next.length);
      if (!buffer) return;
      this.#waiting.shift();
      this.#used += buffer.length;
      next.resolve(buffer);
    }
  }

  #find(length: number): Buffer | undefined {
    const at = this.#free.findIndex((buffer) => buffer.length >= length && buffer.length <= 2 * length);
    if (at >= 0) return this.#free.splice(at, 1)[0];
    if (this.#used > 0 && this.#used + length > this.#most) return undefined;
    while (this.#free.length > 0 && this.#held + length > this.#most) {
      this.#held -= this.#free.shift()?.length ?? 0;
    }
    this.#held += length;
    return Buffer.allocUnsafeSlow(length);
  }
}
