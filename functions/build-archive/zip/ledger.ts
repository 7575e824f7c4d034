import { crc32 } from 'node:zlib';
import type { Entry } from '../plan-shape.ts';
import { combineCrc } from './crc.ts';
import type { Batch } from './cut-plan.ts';
import { localHeader, localHeaderLength, type ZipEntry } from './headers.ts';
import type { ZipStore } from './store.ts';
import { packCrcs, piecesOf, unpackBatch, unpackCrcs, type Work, workKeys } from './work.ts';

/** An entry with its place in its volume and the CRC of its bytes. */
export interface Placed<E extends ZipEntry = Entry> {
  entry: E;
  offset: number;
  crc32: number;
}

/** A batch and, once it is built, the CRCs of its entries. */
export interface Noted {
  batch: Batch<Entry>;
  crcs: number[] | undefined;
}

/** Entries in memory at once: of batches read ahead, or all of them where they are no more. */
const MOST_ENTRIES = 32_768;

/** What the builders have noted, read one batch after the other in the order of the archive. */
export class Ledger {
  readonly #store: ZipStore;
  readonly #work: Work;
  readonly #kept = new Map<number, Promise<Noted>>();
  readonly #keepsAll: boolean;

  constructor(store: ZipStore, work: Work) {
    this.#store = store;
    this.#work = work;
    this.#keepsAll = work.batches.reduce((sum, { entries }) => sum + entries, 0) <= MOST_ENTRIES;
  }

  /** The batches with these numbers; the next are under way while one is looked at. */
  async *read(numbers: readonly number[]): AsyncGenerator<Noted> {
    const ahead: { entries: number; noted: Promise<Noted> }[] = [];
    let [next, entries] = [0, 0];
    for (let at = 0; at < numbers.length; at++) {
      for (; next < numbers.length && (next === at || entries < MOST_ENTRIES); next++) {
        const n = numbers[next] ?? 0;
        const noted = this.#read(n);
        // Looked at when its turn comes.
        noted.catch(() => undefined);
        const more = this.#work.batches[n]?.entries ?? 0;
        entries += more;
        ahead.push({ entries: more, noted });
      }
      const first = ahead.shift();
      if (!first) return;
      yield await first.noted;
      entries -= first.entries;
    }
  }

  /** Their entries. @throws Error when one is not built */
  async *placed(numbers: readonly number[]): AsyncGenerator<{ volume: number; placed: Placed[] }> {
    for await (const { batch, crcs } of this.read(numbers)) {
      yield { volume: batch.volume, placed: place(batch, crcs) };
    }
  }

  async note(n: number, crcs: number[]): Promise<void> {
    await this.#store.put(workKeys(this.#work.prefix).crcs(n), packCrcs(crcs));
    const before = this.#kept.get(n);
    if (before) this.#kept.set(n, Promise.resolve({ ...(await before), crcs }));
  }

  #read(n: number): Promise<Noted> {
    const noted = this.#kept.get(n) ?? this.#load(n);
    if (this.#keepsAll) this.#kept.set(n, noted);
    return noted;
  }

  async #load(n: number): Promise<Noted> {
    const keys = workKeys(this.#work.prefix);
    const [stored, packed] = await Promise.all([
      this.#store.get(keys.batch(n)),
      this.#store.get(keys.crcs(n)),
    ]);
    if (!stored) throw new Error('a part of the plan is gone');
    return { batch: unpackBatch(stored), crcs: packed && unpackCrcs(packed) };
  }
}

export function place(batch: Batch<Entry>, crcs: readonly number[] | undefined): Placed[] {
  const pieces = piecesOf(batch);
  if (crcs?.length !== pieces.length) throw new Error('a part of the archive is not built');
  return pieces.map(({ entry, offset }, i) => ({ entry, offset, crc32: crcs[i] ?? 0 }));
}

/** The CRC of an archive that goes on with these entries, found from what they should be: the store has the bytes. */
export const crcWith = (sofar: number, placed: readonly Placed[]): number =>
  placed.reduce((crc, { entry, crc32: ofFile }) => {
    const withHeader = combineCrc(crc, crc32(localHeader(entry, ofFile)), localHeaderLength(entry));
    return combineCrc(withHeader, ofFile, entry.source.size);
  }, sofar);
