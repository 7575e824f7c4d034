import { crc32 } from 'node:zlib';
import { combineCrc } from './crc.ts';
import type { Part, Upload, Whole, ZipStore } from './store.ts';

/** A place in the tail that is written later than what follows it. */
export interface Gap {
  fill(bytes: Buffer): Promise<void>;
}

interface OpenPart {
  number: number;
  chunks: Buffer[];
  length: number;
  gap: Buffer | undefined;
}

/**
 * Writes the last parts of an upload, of unknown number and length. Only the part being filled is in memory, and the
 * one with a gap until that is filled.
 */
export class TailWriter {
  readonly #store: ZipStore;
  readonly #upload: Upload;
  readonly #have: ReadonlyMap<number, Part>;
  readonly #partLength: number;
  readonly #done: { part: Part; crc32: number }[] = [];
  #held: OpenPart | undefined;
  #open: OpenPart;
  /** Bytes written so far. */
  length = 0;

  constructor(
    store: ZipStore,
    upload: Upload,
    firstNumber: number,
    have: ReadonlyMap<number, Part>,
    partLength: number,
  ) {
    this.#store = store;
    this.#upload = upload;
    this.#have = have;
    this.#partLength = partLength;
    this.#open = { number: firstNumber, chunks: [], length: 0, gap: undefined };
  }

  /** The bytes belong to the writer from now on. */
  async write(bytes: Buffer): Promise<void> {
    this.#push(bytes);
    if (this.#open.length >= this.#partLength) await this.#next();
  }

  /** One gap at a time. */
  gap(length: number): Gap {
    const part = this.#open;
    const gap = Buffer.alloc(length);
    part.gap = gap;
    this.#push(gap);
    return {
      fill: async (bytes) => {
        bytes.copy(gap);
        part.gap = undefined;
        if (this.#held !== part) return;
        this.#held = undefined;
        await this.#ship(part);
      },
    };
  }

  /** @returns the parts, and the CRC and length of all that was written */
  async end(): Promise<{ parts: Part[]; whole: Whole }> {
    if (this.#open.length > 0) await this.#ship(this.#open);
    const done = this.#done.toSorted((a, b) => a.part.number - b.part.number);
    const crc = done.reduce((sofar, one) => combineCrc(sofar, one.crc32, one.part.size), 0);
    return { parts: done.map(({ part }) => part), whole: { size: this.length, crc32: crc } };
  }

  #push(bytes: Buffer): void {
    this.#open.chunks.push(bytes);
    this.#open.length += bytes.length;
    this.length += bytes.length;
  }

  async #next(): Promise<void> {
    const part = this.#open;
    this.#open = { number: part.number + 1, chunks: [], length: 0, gap: undefined };
    if (part.gap) this.#held = part;
    else await this.#ship(part);
  }

  async #ship({ number, chunks, length }: OpenPart): Promise<void> {
    const bytes = Buffer.concat(chunks);
    const crc = crc32(bytes);
    const before = this.#have.get(number);
    const there = before?.size === length && before.crc32 === crc;
    const part = there ? before : await this.#store.uploadPart(this.#upload, number, bytes, crc);
    this.#done.push({ part: { ...part, size: length }, crc32: crc });
  }
}
