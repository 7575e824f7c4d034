/** A file that can be read anywhere, a piece at a time. */
export interface Source {
  /** Bytes. */
  size: number;
  /** At most `length` bytes from `offset`; fewer at the end of the file, and none when no more may be read. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** Nothing is wrong with the file: whoever inspects it could not do so now, and shall try again. */
export class Unavailable extends Error {
  constructor(what: string, cause: unknown) {
    super(`${what}: ${cause instanceof Error ? cause.message : cause}`, { cause });
    this.name = 'Unavailable';
  }
}

/** What the inspection of one file may read; a piece more may be on its way when it ends. */
export const BUDGET = 4 * 1024 * 1024;

export interface Budgeted extends Source {
  /** Was something wanted that could not be had? Then not all was seen. */
  readonly exhausted: boolean;
  readonly bytesRead: number;
}

/** The same file for somebody who may read so many bytes of it. What the store throws becomes `Unavailable`. */
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
      try {
        return await source.read(offset, wanted);
      } catch (error) {
        throw error instanceof Unavailable ? error : new Unavailable('the file cannot be read', error);
      }
    },
  };
}

/** A file that may be read whole, read at once: its parts cost nothing more. Others are as they were. */
export async function held(source: Budgeted, budget = BUDGET): Promise<Budgeted> {
  const { size } = source;
  if (size > budget) return source;
  const bytes = await source.read(0, size);
  const read = async (offset: number, length: number) =>
    offset < 0 ? bytes.subarray(0, 0) : bytes.subarray(offset, offset + Math.max(0, length));
  return { size, read, exhausted: source.exhausted, bytesRead: source.bytesRead };
}

/** Bytes of a file wherever they are wanted, though little by little: what lies close together is read at once. */
export function windowed(source: Source, ahead: number) {
  let window: Buffer = Buffer.alloc(0);
  let start = 0;
  return async (offset: number, length: number): Promise<Buffer> => {
    if (offset < start || offset + length > start + window.length) {
      start = offset;
      window = Buffer.from(await source.read(offset, Math.max(length, ahead)));
    }
    return window.subarray(offset - start, offset - start + length);
  };
}
