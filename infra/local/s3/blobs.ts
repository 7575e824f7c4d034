import { randomUUID } from 'node:crypto';
import { createReadStream, mkdirSync, readdirSync } from 'node:fs';
import { type FileHandle, open, rm, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';

/** Some bytes of a blob. A body is a list of them, read one after the other. */
export const Slice = z.object({ blob: z.string(), offset: z.number(), size: z.number() });
export type Slice = z.infer<typeof Slice>;

/** The slices of the bytes from `first` to `last`, both included. */
export function cut(slices: Slice[], first: number, last: number): Slice[] {
  const result: Slice[] = [];
  let start = 0;
  for (const slice of slices) {
    const from = Math.max(first, start);
    const to = Math.min(last + 1, start + slice.size);
    if (from < to) result.push({ blob: slice.blob, offset: slice.offset + from - start, size: to - from });
    start += slice.size;
  }
  return result;
}

const WRITE_AT_ONCE = 1024 * 1024;

/**
 * The files that bytes are in. A blob is written once under a random name and never changed, so that copies,
 * parts and completed uploads share it instead of copying gigabytes; it is deleted with its last user.
 * A blob that no record names (a torn write) is invisible and is swept at the next start.
 */
export class Blobs {
  readonly #directory: string;
  readonly #users = new Map<string, number>();

  constructor(directory: string) {
    this.#directory = directory;
    mkdirSync(directory, { recursive: true });
  }

  #path(blob: string): string {
    return join(this.#directory, blob);
  }

  keep(slices: Slice[]): void {
    for (const { blob } of slices) this.#users.set(blob, (this.#users.get(blob) ?? 0) + 1);
  }

  release(slices: Slice[]): void {
    for (const { blob } of slices) {
      const users = (this.#users.get(blob) ?? 0) - 1;
      if (users > 0) {
        this.#users.set(blob, users);
      } else {
        this.#users.delete(blob);
        // Not awaited: a file left behind is swept at the next start.
        void unlink(this.#path(blob)).catch(() => undefined);
      }
    }
  }

  /** Writes a stream; the caller holds the result and must `release` it. Whatever breaks leaves nothing. */
  async write(source: AsyncIterable<Buffer>): Promise<Slice[]> {
    const blob = randomUUID();
    let file: FileHandle | undefined;
    let size = 0;
    let waiting: Buffer[] = [];
    let waitingSize = 0;
    try {
      for await (const chunk of source) {
        waiting.push(chunk);
        waitingSize += chunk.length;
        size += chunk.length;
        if (waitingSize < WRITE_AT_ONCE) continue;
        file ??= await open(this.#path(blob), 'wx');
        await writeAll(file, waiting);
        [waiting, waitingSize] = [[], 0];
      }
      if (size === 0) return [];
      file ??= await open(this.#path(blob), 'wx');
      if (waitingSize > 0) await writeAll(file, waiting);
    } catch (error) {
      await file?.close();
      await rm(this.#path(blob), { force: true });
      throw error;
    }
    await file.close();
    const slices = [{ blob, offset: 0, size }];
    this.keep(slices);
    return slices;
  }

  async *read(slices: Slice[]): AsyncGenerator<Buffer> {
    for (const { blob, offset, size } of slices) {
      yield* createReadStream(this.#path(blob), {
        start: offset,
        end: offset + size - 1,
        highWaterMark: WRITE_AT_ONCE,
      });
    }
  }

  /** Deletes the files that nobody keeps; for the start, when every record has been read. */
  async sweep(): Promise<void> {
    for (const blob of readdirSync(this.#directory)) {
      if (!this.#users.has(blob)) await rm(this.#path(blob), { force: true });
    }
  }
}

async function writeAll(file: FileHandle, chunks: Buffer[]): Promise<void> {
  let { bytesWritten } = await file.writev(chunks);
  for (const chunk of chunks) {
    // A disk that is nearly full takes less than it is given.
    for (; bytesWritten < chunk.length; )
      bytesWritten += (await file.write(chunk, bytesWritten)).bytesWritten;
    bytesWritten -= chunk.length;
  }
}
