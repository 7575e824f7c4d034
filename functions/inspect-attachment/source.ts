/** A file that can be read anywhere, a piece at a time. */
export interface Source {
  /** Bytes. */
  size: number;
  /** At most `length` bytes from `offset`; fewer at the end of the file, and none when no more may be read. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** What the inspection of one file may read; a piece more may be on its way when it ends. */
const BUDGET = 4 * 1024 * 1024;

export interface Budgeted extends Source {
  /** Was something wanted that could not be had? Then not all was seen. */
  readonly exhausted: boolean;
  readonly bytesRead: number;
}

/** The same file for somebody who may read so many bytes of it. */
export function budgeted(source: Source, budget = BUDGET): Budgeted {
  let exhausted = false;
  let bytesRead = 0;
  return {
    size: source.size,
    get exhausted() {
      return exhausted;
    },
    get bytesRead() {
      return bytesRead;
    },
    async read(offset, length) {
      const wanted = Math.max(0, Math.min(length, source.size - offset));
      if (wanted === 0) return new Uint8Array(0);
      if (bytesRead + wanted > budget) {
        exhausted = true;
        return new Uint8Array(0);
      }
      bytesRead += wanted;
      return source.read(offset, wanted);
    },
  };
}
