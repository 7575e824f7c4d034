import { describe, expect, it } from '@jest/globals';
import { percent } from '../../../../functions/shared/reports/rate.ts';

describe('the reporting rate', () => {
  it.each([
    [1, 13, 8],
    [9, 13, 69],
    [0, 13, 0],
    [1, 400, 1],
    [399, 400, 99],
    [400, 400, 100],
  ])('of %d of %d is %d', (reported, owed, shown) => {
    expect(percent({ owed, reported })).toBe(shown);
  });
});
