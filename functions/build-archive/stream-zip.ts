import { PassThrough, type Readable, Transform } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import { ZipFile } from 'yazl';
import { manifest, type Written } from './manifest.ts';
import type { Entry, Plan, Source } from './plan-shape.ts';

/** Bytes pass through unchanged; their CRC-32 is known at the end. */
class Measured extends Transform {
  crc = 0;
  readonly passed: (bytes: number) => void;

  constructor(passed: (bytes: number) => void) {
    super();
    this.passed = passed;
  }

  override _transform(chunk: Buffer, _encoding: string, done: (error: Error | null, chunk: Buffer) => void) {
    this.crc = crc32(chunk, this.crc);
    this.passed(chunk.length);
    done(null, chunk);
  }
}

/** The bytes are as many as planned and do not match the checksum that was pinned. */
export class ChecksumMismatch extends Error {
  readonly entry: Entry;

  constructor(entry: Entry) {
    super('the bytes do not match their checksum');
    this.name = 'ChecksumMismatch';
    this.entry = entry;
  }
}

function checksum(crc: number): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc);
  return bytes.toString('base64');
}

/** Media is compressed already, and a stored file can be copied instead of streamed by a later builder. */
const STORED = { compress: false, mode: 0o100644 };

/**
 * The archive as one stream: each source is opened when its turn comes, nothing is read faster than it is taken away,
 * and the same plan gives the same bytes. An error of a source destroys the stream with it.
 * @param progress called with the bytes that went by, and with `true` when a file is whole
 */
export function zip(
  plan: Plan,
  open: (source: Source) => Readable,
  progress: (bytes: number, whole: boolean) => void,
): Readable {
  const archive = new ZipFile();
  const output = new PassThrough();
  // yazl puts no end to its stream when a source fails: whoever reads would wait for ever.
  archive.on('error', (error: Error) => output.destroy(error));
  archive.outputStream.pipe(output);

  async function add(entry: Entry): Promise<Written> {
    const { path, source, modifiedAt } = entry;
    const measured = new Measured((bytes) => progress(bytes, false));
    const arrived = pipeline(open(source), measured, { signal: ended.signal });
    const options = { ...STORED, size: source.size, mtime: new Date(modifiedAt) };
    // Lazily, because yazl keeps what it is given until the archive ends, and a stream is large beside its name.
    let give: typeof measured | undefined = measured;
    archive.addReadStreamLazy(path, options, (take) => {
      if (give) take(null, give);
      give = undefined;
    });
    await Promise.all([arrived, finished(measured, { signal: ended.signal })]);
    if (source.crc32 !== undefined && checksum(measured.crc) !== source.crc32)
      throw new ChecksumMismatch(entry);
    progress(0, true);
    return { entry, crc32: measured.crc };
  }

  async function addAll(): Promise<void> {
    const written: Written[] = [];
    for (const entry of plan.entries) written.push(await add(entry));
    const mtime = new Date(plan.contentAt);
    archive.addBuffer(manifest(written), plan.manifestPath, { ...STORED, mtime });
    archive.end();
  }

  // Who stops reading (an upload that failed) must not leave a source open.
  const ended = new AbortController();
  output.once('close', () => ended.abort());
  addAll().catch((error) => output.destroy(error));
  return output;
}
