import { crc32 } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Failure, type FailureKind } from '../../../../../functions/attach/browser/upload/failure.ts';
import { type Transfer, transfer } from '../../../../../functions/attach/browser/upload/transfer.ts';
import type { AttachmentState } from '../../../../../schemas/attachment.ts';

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
  const happen = () => {
    const next = breaks.shift();
    if (next !== undefined && next !== 'after') throw new Failure(next);
    return next;
  };
  const options: Transfer = {
    id: 'id',
    file: new Blob([content]),
    rate: () => 2_000_000,
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
        return { state, size: content.length, partSize, parts: list };
      },
      async address(_, wanted) {
        happen();
        return { parts: wanted.parts.map(({ number, crc32: sum }) => ({ number, url: `${number}:${sum}` })) };
      },
      async finish(_, { crc32: sum }) {
        happen();
        const all = [...parts].sort(([a], [b]) => a - b).map(([, { bytes }]) => bytes);
        if (state === 'awaiting') {
          whole = Buffer.concat(all);
          if (sum !== text(crc32(whole))) throw new Failure('refused', 'another file');
          state = 'checking';
        }
        return { state };
      },
    },
    async send(url, piece, onProgress) {
      const [number = '', sum = ''] = url.split(/:(.*)/s);
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
  return { options, parts, stored, progress, whole: () => whole, joined: () => (state = 'checking') };
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
      options.rate = () => rate;
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
