import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { partSizeFor, partsOf } from '../../../../../functions/attach/browser/upload/parts.ts';
import { GIB, LARGEST_PART, MIB, SMALLEST_PART } from '../../../../../schemas/slot.ts';

const rate = fc.option(fc.nat(GIB), { nil: undefined });

describe('the parts of an upload', () => {
  it('are whole megabytes within what the store takes, a thousand at most', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 * GIB }), rate, (size, bytesPerSecond) => {
        const partSize = partSizeFor(size, bytesPerSecond);
        expect(partSize % MIB).toBe(0);
        expect(partSize).toBeGreaterThanOrEqual(SMALLEST_PART);
        expect(partSize).toBeLessThanOrEqual(LARGEST_PART);
        const parts = partsOf(size, partSize);
        expect(parts.length).toBeLessThanOrEqual(1000);
        let at = 0;
        for (const { from, size: length } of parts) {
          expect(from).toBe(at);
          at += length;
        }
        expect(at).toBe(size);
      }),
    );
  });

  it.each([
    ['a line of which nothing is known', undefined, 5],
    ['a bad line', 50_000, 5],
    ['a usual line', 2 * MIB, 20],
    ['the next room', 400 * MIB, 64],
  ])('are for %s of %s bytes a second %s MB', (_, bytesPerSecond, megabytes) => {
    expect(partSizeFor(2 * GIB, bytesPerSecond)).toBe(megabytes * MIB);
  });
});
