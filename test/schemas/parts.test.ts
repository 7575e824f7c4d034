import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Layout, partsOf, resize } from '../../schemas/parts.ts';

const partSize = fc.integer({ min: 1, max: 50 });
const layouts = fc
  .tuple(
    fc.integer({ min: 1, max: 400 }),
    partSize,
    fc.array(fc.tuple(fc.integer({ min: 1, max: 30 }), partSize), { maxLength: 5 }),
  )
  .map(([size, first, changes]) =>
    changes.reduce<Layout>((layout, [from, next]) => resize(layout, from, next), {
      size,
      partSize: first,
      resized: [],
    }),
  );

describe('the parts of a file', () => {
  it('are numbered from 1 and cover it without a gap, however often their size was changed', () => {
    fc.assert(
      fc.property(layouts, (layout) => {
        const parts = partsOf(layout);
        let at = 0;
        for (const [index, { number, from, size }] of parts.entries()) {
          expect([number, from]).toEqual([index + 1, at]);
          expect(size).toBeGreaterThan(0);
          at += size;
        }
        expect(at).toBe(layout.size);
      }),
    );
  });

  it('stay as they are before the part from which on they are of another size', () => {
    fc.assert(
      fc.property(layouts, fc.integer({ min: 1, max: 30 }), partSize, (layout, from, next) => {
        const [before, after] = [partsOf(layout), partsOf(resize(layout, from, next))];
        expect(after.slice(0, from - 1)).toEqual(before.slice(0, from - 1));
        for (const part of after.slice(from - 1, -1)) expect(part.size).toBe(next);
      }),
    );
  });

  it('of an empty file are none', () => {
    expect(partsOf({ size: 0, partSize: 5, resized: [] })).toEqual([]);
  });
});
