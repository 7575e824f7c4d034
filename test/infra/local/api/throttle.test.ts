import { expect, it } from '@jest/globals';
import { createThrottle } from '../../../../infra/local/api/throttle.ts';

it('lets a burst pass, then as many a second as the rate says', () => {
  const pass = createThrottle({ perSecond: 10, burst: 3 });
  expect([0, 0, 0, 0].map(pass)).toEqual([true, true, true, false]);
  expect(pass(50)).toBe(false);
  expect(pass(100)).toBe(true);
  expect(pass(100)).toBe(false);
  expect([9999, 9999, 9999, 9999].map(pass)).toEqual([true, true, true, false]);
});
