import { crc32 } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Failure, type FailureKind } from '../../../../../functions/attach/browser/upload/failure.ts';
import { transfer } from '../../../../../functions/attach/browser/upload/transfer.ts';
import { content, signal, text, world } from './world.ts';

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
