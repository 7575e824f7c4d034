import { crc32 } from 'node:zlib';
import type { Entry, Source } from '../plan-shape.ts';
import { combineCrc } from './crc.ts';
import { pinnedCrc } from './pinned.ts';
import type { Part, Upload } from './store.ts';
import { settled, type Tools, unlessFailed } from './tools.ts';
import type { Copy } from './volume.ts';

/** The upload that is built, and those of its parts that an earlier run brought in. */
export interface Site {
  upload: Upload;
  have: ReadonlyMap<number, Part>;
}

/** What is known of a file whose copies are in: the CRC of what was copied, or that of the whole file. */
export type Brought = { rest: number } | { whole: number };

async function copy({ store }: Tools, { upload, have }: Site, source: Source, part: Copy): Promise<Part> {
  const before = have.get(part.number);
  if (before?.size === part.length) return before;
  return store.copyPart(upload, part.number, source, part.whole ? undefined : part);
}

/** Where the store tells no CRC of what it copied, the bytes must be seen: the same range, through this function. */
async function stream({ store }: Tools, { upload }: Site, source: Source, part: Copy): Promise<number> {
  let crc = 0;
  async function* bytes() {
    crc = 0;
    for await (const chunk of store.open(source, part.from, part.length)) {
      crc = crc32(chunk, crc);
      yield chunk;
    }
  }
  await store.streamPart(upload, part.number, part.length, bytes);
  return crc;
}

const joined = (parts: readonly Copy[], crcs: readonly number[]): number =>
  crcs.reduce((crc, next, i) => combineCrc(crc, next, parts[i]?.length ?? 0), 0);

/** Brings the copied parts of a file into the upload, and finds out the CRC that its header needs. */
export async function bring(
  tools: Tools,
  site: Site,
  { source, ...entry }: Entry,
  parts: readonly Copy[],
): Promise<Brought> {
  const pinned = pinnedCrc({ source, ...entry });
  const known = async () => pinned ?? (await tools.store.storedCrc(source));
  const told = async <T>({ length }: Copy, work: Promise<T>): Promise<T> => {
    const done = await work;
    tools.progress(0, length);
    return done;
  };
  const through = async () => {
    const each = parts.map((part) =>
      tools.streams(() => unlessFailed(tools, () => stream(tools, site, source, part))),
    );
    return { rest: joined(parts, await settled(each)) };
  };

  if (!tools.tellsCrcs && (await known()) === undefined) {
    const brought = await through();
    for (const { length } of parts) tools.progress(0, length);
    return brought;
  }
  const copied = await settled(
    parts.map((part) =>
      tools.copies(() => unlessFailed(tools, () => told(part, copy(tools, site, source, part)))),
    ),
  );
  const crcs = copied.map((part) => part.crc32).filter((crc) => crc !== undefined);
  if (crcs.length === parts.length) return { rest: joined(parts, crcs) };
  tools.tellsCrcs = false;
  const whole = await known();
  return whole === undefined ? through() : { whole };
}
