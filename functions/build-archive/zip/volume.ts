import { centralHeaderLength, END_LENGTH, localHeaderLength, type ZipEntry } from './headers.ts';
import type { Limits } from './limits.ts';

/** What an uploaded part is made of: the local header of an entry, and so many bytes of its file from 0 on. */
export interface Piece<E> {
  entry: E;
  /** Of the local header, from the start of the volume, bytes. */
  offset: number;
  bytes: number;
}

/** `from` and `length` in bytes of the file; `whole` copies without a range, as files of 5 MiB must be. */
export interface Copy {
  number: number;
  from: number;
  length: number;
  whole: boolean;
}

/** A part that we upload, and the rest of its last entry's file copied behind it in one part or several. */
export interface Segment<E> {
  kind: 'segment';
  volume: number;
  /** Of the uploaded part; the copies have the numbers after it. */
  number: number;
  pieces: Piece<E>[];
  /** Of the uploaded part, bytes. */
  length: number;
  copies: Copy[];
}

/** What is left for the last parts of a volume, before its central directory. */
export interface VolumeEnd<E> {
  kind: 'end';
  volume: number;
  /** Of the first of the last parts. */
  number: number;
  pieces: Piece<E>[];
  length: number;
  /** Where the pieces begin, bytes. */
  offset: number;
  entries: number;
  /** Of the central directory of those entries, bytes. */
  directoryLength: number;
}

const copyPartsOf = (bytes: number, copyPart: number, { mostParts }: Limits): number =>
  // Half of a volume's parts may belong to one file; a file of 5 TiB has parts of 1 GiB then.
  Math.ceil(bytes / Math.max(copyPart, Math.ceil((2 * bytes) / mostParts)));

function copiesOf(size: number, head: number, parts: number, firstNumber: number): Copy[] {
  const at = (i: number) => head + Math.floor(((size - head) * i) / parts);
  return Array.from({ length: parts }, (_, i) => ({
    number: firstNumber + i,
    from: at(i),
    length: at(i + 1) - at(i),
    whole: parts === 1 && head === 0,
  }));
}

/** The volume being planned: what is pending for its next part, and how far it has come. */
export class Volume<E extends ZipEntry> {
  readonly number: number;
  readonly #limits: Limits;
  readonly #copyPart: number;
  #parts = 0;
  #offset = 0;
  #entries = 0;
  #directoryLength = 0;
  #pieces: Piece<E>[] = [];
  pending = 0;

  constructor(number: number, limits: Limits, copyPart: number) {
    this.number = number;
    this.#limits = limits;
    this.#copyPart = copyPart;
  }

  get empty(): boolean {
    return this.#entries === 0;
  }

  /** Whether the pending part is as large as it should be. */
  get full(): boolean {
    const { gluePart, leastPart, glueEntries } = this.#limits;
    return this.pending >= gluePart || (this.pending >= leastPart && this.#pieces.length >= glueEntries);
  }

  /**
   * Whether a file can still come in, with the parts that end the volume.
   * @param bytes of the file @param reserved bytes besides the central directory that the end must have room for
   */
  hasRoomFor(bytes: number, reserved: number): boolean {
    const { leastPart, gluePart, mostBytes, mostParts, tailPart } = this.#limits;
    const glue = gluePart + 4 * leastPart;
    const tail = glue + this.#directoryLength + reserved + END_LENGTH;
    const parts =
      this.#parts + 1 + copyPartsOf(bytes, this.#copyPart, this.#limits) + Math.ceil(tail / tailPart) + 1;
    return parts <= mostParts && this.#offset + this.pending + bytes + tail <= mostBytes;
  }

  /** Adds a header and so many bytes of its file to the pending part. */
  add(entry: E, bytes: number): void {
    const offset = this.#offset + this.pending;
    this.#pieces.push({ entry, offset, bytes });
    this.pending += localHeaderLength(entry) + bytes;
    this.#entries++;
    this.#directoryLength += centralHeaderLength(entry, offset);
  }

  /** Closes the pending part; with `file`, which was added last, the rest of it is copied behind. */
  segment(file?: E, head = 0): Segment<E> {
    const rest = file ? file.source.size - head : 0;
    const parts = copyPartsOf(rest, this.#copyPart, this.#limits);
    const segment: Segment<E> = {
      kind: 'segment',
      volume: this.number,
      number: this.#parts + 1,
      pieces: this.#pieces,
      length: this.pending,
      copies: file ? copiesOf(file.source.size, head, parts, this.#parts + 2) : [],
    };
    this.#parts += 1 + segment.copies.length;
    this.#offset += this.pending + rest;
    this.#pieces = [];
    this.pending = 0;
    return segment;
  }

  end(): VolumeEnd<E> {
    return {
      kind: 'end',
      volume: this.number,
      number: this.#parts + 1,
      pieces: this.#pieces,
      length: this.pending,
      offset: this.#offset,
      entries: this.#entries,
      directoryLength: this.#directoryLength,
    };
  }
}
