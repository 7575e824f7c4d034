import { describe, expect, it } from '@jest/globals';
import { linkSeconds } from '../../../../functions/shared/attachments/link-seconds.ts';
import { GIB, MIB } from '../../../../schemas/slot.ts';

describe('the link to a file', () => {
  it.each([
    ['nothing', 0, 300],
    ['a picture', MIB, 311],
    ['a video', GIB / 2, 5669],
    ['the largest', 5 * GIB, 21_600],
  ])('to %s is valid for as long as its bytes take on a bad line', (_, size, seconds) => {
    expect(linkSeconds(size)).toBe(seconds);
  });
});
