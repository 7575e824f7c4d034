import { crc32 } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Failure, type FailureKind } from '../../../../../functions/attach/browser/upload/failure.ts';
import { type Transfer, transfer } from '../../../../../functions/attach/browser/upload/transfer.ts';
import type { AttachmentState } from '../../../../../schemas/attachment.ts';
import { type Layout, partsOf, resize } from '../../../../../schemas/parts.ts';

const text = (crc: number) => {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32BE(crc);
  return buffer.toString('base64');
};

/** A store that takes parts, and a line that breaks where it is told to: before, within or after a part. */
function world(content: Uint8Array<ArrayBuffer>, partSize: number, breaks: (FailureKind | 'after')[] = []) {
  const parts = new Map<number, { bytes: Uint8Array; crc32: string }>();
  const stored: number[] = [];
  let whole: Uint8Array | undefined;
  let state: AttachmentState = 'awaiting';
  const progress: number[] = [];
  const resized: number[] = [];
  let arrived = 0;
  let layout: Layout = { size: content.length, partSize, resized: [] };
  const happen = () => {
    const next = breaks.shift();
    if (next !== undefined && next !== 'after') throw new Failure(next);
    return next;
  };
  const options: Transfer = {
    id: 'id',
    file: new Blob([content]),
    line: { rate: () => 2_000_000, arrived: (bytes) => (arrived += bytes), broken: false },
    sizeFor: () => partSize,
    wait: async () => {},
    random: () => 0.5,
    onWait: () => {},
    onProgress: (bytes) => progress.push(bytes),
    crcOf: async (piece) => crc32(new Uint8Array(await piece.arrayBuffer())),
    api: {
      async arrived() {
        happen();
        const list = [...parts].map(([number, { bytes, crc32: sum }]) => ({
          number,
          size: bytes.length,
          crc32: sum,
        }));
        return { ...layout, resized: [...layout.resized], state, parts: list };
      },
      async address(_, wanted) {
        happen();
        const [first] = wanted.parts;
        if (first && wanted.partSize !== undefined) {
          layout = resize(layout, first.number, wanted.partSize);
          resized.push(wanted.partSize);
        }
        const sizes = new Map(partsOf(layout).map(({ number, size }) => [number, size]));
        return {
          parts: wanted.parts.map(({ number, crc32: sum }) => {
            const size = sizes.get(number) ?? 0;
            return { number, size, url: `${number}:${size}:${sum}` };
          }),
        };
      },
      async finish(_, { crc32: sum }) {
        happen();
        if (state !== 'awaiting') return { state };
        const all = partsOf(layout).map(({ number, size }) => {
          const bytes = parts.get(number)?.bytes;
          if (bytes?.length !== size) throw new Failure('overtaken');
          return bytes;
        });
        whole = Buffer.concat(all);
        if (sum !== text(crc32(whole))) throw new Failure('refused', 'another file');
        state = 'checking';
        return { state };
      },
    },
    async send(url, piece, onProgress) {
      const [number = '', size, sum = ''] = url.split(/:(.*?):(.*)/s);
      if (Number(size) !== piece.size) throw new Failure('expired');
      const end = happen();
      onProgress(piece.size / 2);
      const bytes = new Uint8Array(await piece.arrayBuffer());
      if (text(crc32(bytes)) !== sum) throw new Failure('lost');
      parts.set(Number(number), { bytes, crc32: sum });
      stored.push(Number(number));
      if (end === 'after') throw new Failure('lost');
      onProgress(piece.size);
    },
  };
  return {
    options,
    parts,
    stored,
    progress,
    resized,
    resize: (from: number, size: number) => (layout = resize(layout, from, size)),
    arrived: () => arrived,
    whole: () => whole,
    joined: () => (state = 'checking'),
  };
}

const signal = () => new AbortController().signal;
const content = fc.uint8Array({ minLength: 1, maxLength: 60 });

describe('the transfer of a file', () => {
  it('brings the very bytes however often the line breaks, and no part twice', async () => {
    const breaks = fc.array(fc.constantFrom<(FailureKind | 'after')[]>('lost', 'after', 'expired'), {
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(content, fc.integer({ min: 1, max: 20 }), breaks, async (bytes, partSize, failing) => {
        // Not the same refusal again and again: that is one of its own.
        const few = failing.filter((kind, index) => kind !== 'expired' || failing.indexOf(kind) === index);
        const { options, stored, whole, progress } = world(bytes, partSize, [...few]);
        expect(await transfer(options, signal())).toBe('checking');
        expect(Buffer.compare(whole() ?? Buffer.alloc(0), bytes)).toBe(0);
        expect(new Set(stored).size).toBe(stored.length);
        expect(progress.at(-1)).toBe(bytes.length);
      }),
    );
  });

  it('that was left unfinished sends only what has not arrived as it is', async () => {
    const bytes = Uint8Array.from({ length: 50 }, (_, index) => index);
    const { options, parts, stored, whole } = world(bytes, 10);
    const keep = (number: number, kept: Uint8Array) =>
      parts.set(number, { bytes: kept, crc32: text(crc32(kept)) });
    keep(1, bytes.slice(0, 10));
    keep(4, bytes.slice(30, 40));
    // Of an earlier version of the file.
    keep(2, new Uint8Array(10));
    expect(await transfer(options, signal())).toBe('checking');
    expect(stored.sort()).toEqual([2, 3, 5]);
    expect(Buffer.compare(whole() ?? Buffer.alloc(0), bytes)).toBe(0);
  });

  it('that was joined already sends nothing', async () => {
    const { options, stored, joined } = world(new Uint8Array(50), 10);
    joined();
    expect(await transfer(options, signal())).toBe('checking');
    expect(stored).toEqual([]);
  });

  it.each<FailureKind>(['gone', 'signed-out', 'refused', 'unreadable'])(
    'ends when it is %s, for the person to decide',
    async (kind) => {
      for (let before = 0; before < 8; before++) {
        const { options } = world(new Uint8Array(40), 10, [...Array(before).fill('after'), kind]);
        await expect(transfer(options, signal())).rejects.toMatchObject({ kind });
      }
    },
  );

  it('ends well when another page brought the file to its end meanwhile', async () => {
    const { options, joined, stored } = world(new Uint8Array(40), 10);
    const { send } = options;
    options.send = async (...given) => {
      if (stored.length < 2) return send(...given);
      joined();
      throw new Failure('overtaken');
    };
    expect(await transfer(options, signal())).toBe('checking');
    expect(stored.length).toBeLessThan(4);
  });

  it('gives up on a store that says again and again that there is no such upload', async () => {
    const { options } = world(new Uint8Array(10), 10);
    options.send = async () => {
      throw new Failure('overtaken');
    };
    await expect(transfer(options, signal())).rejects.toMatchObject({ kind: 'overtaken' });
  });

  it('tells each time how often a part was sent before, for the store to be awaited longer', async () => {
    const { options } = world(new Uint8Array(10), 10);
    const { send } = options;
    const attempts: number[] = [];
    options.send = async (...given) => {
      attempts.push(given[4]);
      if (attempts.length < 3) throw new Failure('lost');
      await send(...given);
    };
    await transfer(options, signal());
    expect(attempts).toEqual([0, 1, 2]);
  });

  it('gives up on an address that is refused again and again', async () => {
    const { options } = world(new Uint8Array(10), 10);
    options.send = async () => {
      throw new Failure('expired');
    };
    await expect(transfer(options, signal())).rejects.toMatchObject({ kind: 'expired' });
  });

  it('notices a file that changes meanwhile', async () => {
    const { options } = world(new Uint8Array(40), 10, ['lost', 'lost']);
    let sum = 0;
    options.crcOf = async () => ++sum;
    options.send = async () => {
      throw new Failure('lost');
    };
    await expect(transfer(options, signal())).rejects.toMatchObject({ kind: 'unreadable' });
  });

  it('has the parts share a good line, and one at a time a slow one or one that broke', async () => {
    const most = async (rate: number | undefined, breaks: 'lost'[] = []) => {
      const { options } = world(new Uint8Array(120), 10);
      const { send } = options;
      let [now, seen] = [0, 0];
      let left = breaks.length;
      options.line.rate = () => rate;
      options.send = async (...given) => {
        if (left === 0) seen = Math.max(seen, ++now);
        await new Promise(setImmediate);
        if (left > 0) {
          left--;
          throw new Failure('lost');
        }
        await send(...given);
        now--;
      };
      await transfer(options, signal());
      return seen;
    };
    expect(await most(4_000_000)).toBe(3);
    expect(await most(200_000)).toBe(1);
    expect(await most(undefined)).toBe(1);
    expect(await most(4_000_000, ['lost', 'lost', 'lost'])).toBe(1);
  });

  it('goes on in larger parts once the line is known to be better, and sends none twice', async () => {
    const speeds = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(content, fc.integer({ min: 1, max: 5 }), speeds, async (bytes, partSize, speed) => {
        const { options, stored, whole, resized } = world(bytes, partSize);
        options.line.rate = () => (speed.length > 1 ? speed.shift() : speed[0]);
        options.sizeFor = (rate = 1) => rate;
        expect(await transfer(options, signal())).toBe('checking');
        expect(Buffer.compare(whole() ?? Buffer.alloc(0), bytes)).toBe(0);
        expect(new Set(stored).size).toBe(stored.length);
        expect(resized.length).toBeLessThanOrEqual(20);
      }),
    );
  });

  it('goes on in the smallest parts when one is lost again and again on its way', async () => {
    const bytes = Uint8Array.from({ length: 100 }, (_, index) => index);
    const { options, stored, whole, resized } = world(bytes, 20);
    const { send } = options;
    options.sizeFor = (rate = 0) => Math.max(4, rate);
    options.line.rate = () => undefined;
    const lost: number[] = [];
    options.send = async (...given) => {
      const [url, piece, onProgress] = given;
      // A line that carries nothing whole that is larger, after the first part.
      if (piece.size > 5 && stored.length > 0) {
        lost.push(Number(url.split(':')[0]));
        onProgress(5);
        throw new Failure('lost');
      }
      await send(...given);
    };
    expect(await transfer(options, signal())).toBe('checking');
    expect(Buffer.compare(whole() ?? Buffer.alloc(0), bytes)).toBe(0);
    expect(resized).toEqual([4]);
    expect(stored.filter((number) => number === 1)).toEqual([1]);
    expect(lost.length).toBeGreaterThanOrEqual(3);
  });

  it('keeps parts that are lost often on a line that brings others', async () => {
    const { options, stored, resized } = world(new Uint8Array(240), 10);
    const { send } = options;
    options.sizeFor = () => 4;
    options.line.rate = () => undefined;
    options.wait = async () => {
      for (const before = stored.length; stored.length === before; ) await new Promise(setImmediate);
    };
    let lost = 0;
    options.send = async (...given) => {
      const [url, , onProgress] = given;
      if (url.startsWith('1:') && ++lost <= 4) {
        onProgress(5);
        throw new Failure('lost');
      }
      await new Promise(setImmediate);
      await send(...given);
    };
    expect(await transfer(options, signal())).toBe('checking');
    expect(lost).toBe(5);
    expect(resized).toEqual([]);
  });

  it('keeps its parts while there is no line at all', async () => {
    const { options, resized } = world(new Uint8Array(100), 20, Array(9).fill('lost'));
    options.sizeFor = () => 4;
    options.line.rate = () => undefined;
    expect(await transfer(options, signal())).toBe('checking');
    expect(resized).toEqual([]);
  });

  it('follows another page that goes on with the same file in parts of other sizes', async () => {
    const bytes = Uint8Array.from({ length: 60 }, (_, index) => index);
    const { options, stored, whole, resize } = world(bytes, 10);
    const { send } = options;
    options.send = async (...given) => {
      await send(...given);
      if (stored.length === 2) resize(4, 7);
    };
    expect(await transfer(options, signal())).toBe('checking');
    expect(Buffer.compare(whole() ?? Buffer.alloc(0), bytes)).toBe(0);
  });

  it('tells apart what it sent and what was there before', async () => {
    const { options, parts, arrived } = world(new Uint8Array(50), 10);
    const kept = new Uint8Array(10);
    for (const number of [1, 2]) parts.set(number, { bytes: kept, crc32: text(crc32(kept)) });
    const moved: number[] = [];
    options.onProgress = (bytes, sent) => moved.push(bytes - sent);
    await transfer(options, signal());
    expect(moved.at(-1)).toBe(20);
    expect(Math.max(...moved)).toBe(20);
    expect(arrived()).toBe(30);
  });

  it('stops while a checksum is waited for that never comes', async () => {
    const { options } = world(new Uint8Array(10), 10);
    const stop = new AbortController();
    options.crcOf = () => new Promise(() => {});
    setTimeout(() => stop.abort(), 5);
    await expect(transfer(options, stop.signal)).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('stops at once when it is told to', async () => {
    const { options, stored } = world(new Uint8Array(100), 10);
    const stop = new AbortController();
    const { send } = options;
    options.send = async (...given) => {
      if (stored.length >= 2) stop.abort();
      if (given[3].aborted) throw new DOMException('', 'AbortError');
      return send(...given);
    };
    await expect(transfer(options, stop.signal)).rejects.toMatchObject({ name: 'AbortError' });
    expect(stored.length).toBeLessThan(6);
  });
});
