import { RATES } from '../../../functions/build-archive/zip/rates.ts';
import type { Call } from '../../support/simulated-store.ts';

interface Event {
  at: number;
  happen(): void;
}

/** A clock that jumps to the next event as soon as nothing is left to do at this moment. */
export class VirtualTime {
  now = 0;
  /** A heap: each event is no later than those at 2i + 1 and 2i + 2. */
  readonly #events: Event[] = [];

  until(at: number): Promise<void> {
    return new Promise((happen) => this.#push({ at: Math.max(at, this.now), happen }));
  }

  /** @throws Error when the work waits for what will never happen */
  async run<T>(work: Promise<T>): Promise<T> {
    let ended = false;
    const end = () => {
      ended = true;
    };
    work.then(end, end);
    for (;;) {
      // All that follows from the last event is promises, which are through before this is.
      await new Promise(setImmediate);
      if (ended) return work;
      const next = this.#pop();
      if (!next) throw new Error('nothing will happen any more');
      this.now = next.at;
      next.happen();
      while (this.#events[0]?.at === this.now) this.#pop()?.happen();
    }
  }

  #push(event: Event): void {
    const events = this.#events;
    let i = events.push(event) - 1;
    for (let up = (i - 1) >> 1; i > 0 && event.at < (events[up]?.at ?? 0); i = up, up = (i - 1) >> 1) {
      this.#swap(i, up);
    }
  }

  #pop(): Event | undefined {
    const events = this.#events;
    const [first] = events;
    const last = events.pop();
    if (!first || !last || events.length === 0) return first;
    events[0] = last;
    for (let i = 0; ; ) {
      const [left, right] = [2 * i + 1, 2 * i + 2];
      const at = (n: number) => events[n]?.at ?? Number.POSITIVE_INFINITY;
      const least = at(right) < at(left) ? right : left;
      if (at(least) >= at(i)) return first;
      this.#swap(i, least);
      i = least;
    }
  }

  #swap(a: number, b: number): void {
    const [one, other] = [this.#events[a], this.#events[b]];
    if (one && other) [this.#events[a], this.#events[b]] = [other, one];
  }
}

/** One after the other at a rate: bytes through a connection, requests to a prefix. */
class Queue {
  readonly #rate: number;
  #free = 0;

  constructor(rate: number) {
    this.#rate = rate;
  }

  /** When it will be through. */
  pass(now: number, amount: number): number {
    this.#free = Math.max(now, this.#free) + amount / this.#rate;
    return this.#free;
  }
}

/** What the prefixes of the store bear, all functions together. */
export class Prefixes {
  readonly writes = new Queue(RATES.writes);
  readonly reads = new Queue(RATES.reads);
}

const WRITES: Call['operation'][] = [
  'uploadPart',
  'streamPart',
  'copyPart',
  'createUpload',
  'complete',
  'put',
  'abort',
];

/** One function's way to the store: so many bytes a second each way, and every answer takes its time. */
export function connection(time: VirtualTime, prefixes: Prefixes) {
  const [inward, outward] = [new Queue(RATES.stream), new Queue(RATES.stream)];
  return async <T>(call: Call, effect: () => T): Promise<T> => {
    const prefix = WRITES.includes(call.operation) ? prefixes.writes : prefixes.reads;
    await time.until(prefix.pass(time.now, 1));
    if (call.outward) await time.until(outward.pass(time.now, call.outward));
    await time.until(time.now + RATES.requestSeconds + (call.copied ?? 0) / RATES.copy);
    if (call.inward) await time.until(inward.pass(time.now, call.inward));
    return effect();
  };
}
