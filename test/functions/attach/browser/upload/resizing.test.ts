import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Failure } from '../../../../../functions/attach/browser/upload/failure.ts';
import { transfer } from '../../../../../functions/attach/browser/upload/transfer.ts';
import { content, signal, world } from './world.ts';

describe('the transfer of a file over a line that changes, or beside another page', () => {
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
});
