import type { ZipEntry } from './headers.ts';

/** A source that can be looked at before it is taken, and knows what is left in it. */
export class Supply<E extends ZipEntry> {
  bytes: number;
  count: number;
  readonly #rest: Iterator<E>;
  #ahead: E | undefined;

  constructor(entries: Iterable<E>, count: number, bytes: number) {
    this.count = count;
    this.bytes = bytes;
    this.#rest = entries[Symbol.iterator]();
    this.#ahead = this.#rest.next().value;
  }

  peek(): E | undefined {
    return this.#ahead;
  }

  take(): E | undefined {
    const taken = this.#ahead;
    if (!taken) return undefined;
    this.bytes -= taken.source.size;
    this.count--;
    this.#ahead = this.#rest.next().value;
    return taken;
  }
}
