import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { betterSize, partSizeFor } from '../../../../../functions/attach/browser/upload/part-size.ts';
import { partsOf } from '../../../../../schemas/parts.ts';
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
        expect(partsOf({ size, partSize, resized: [] }).length).toBeLessThanOrEqual(1000);
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

  it.each([
    ['much better than was known', 5, 2 * MIB, false, 20],
    ['much better, but breaks', 5, 2 * MIB, true, undefined],
    ['a little better', 15, 2 * MIB, false, undefined],
    ['much worse', 64, 500_000, false, 5],
    ['much worse, and breaks', 64, 500_000, true, 5],
    ['a little worse', 30, 2 * MIB, false, undefined],
    ['not known any more', 30, undefined, true, undefined],
  ])('change on a line that is %s', (_, present, bytesPerSecond, broken, megabytes) => {
    const better = betterSize(present * MIB, { rate: () => bytesPerSecond, broken }, (rate) =>
      partSizeFor(2 * GIB, rate),
    );
    expect(better).toBe(megabytes && megabytes * MIB);
  });
});
