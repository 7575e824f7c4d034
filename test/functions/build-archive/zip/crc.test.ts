import { crc32 } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { combineCrc } from '../../../../functions/build-archive/zip/crc.ts';

describe('the CRC of two texts', () => {
  it('is found from the CRC of each and the length of the second', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), fc.uint8Array({ maxLength: 2000 }), (a, b) => {
        expect(combineCrc(crc32(a), crc32(b), b.length)).toBe(crc32(b, crc32(a)));
      }),
    );
  });

  it('is found for lengths above four bytes too', () => {
    // 2^44 - 2^20 zero bytes in one step, and in twenty-four steps that double.
    const zeros = Buffer.alloc(2 ** 20);
    const head = crc32('头');
    let [one, all, expected] = [crc32(zeros), 0, head];
    for (let length = zeros.length; length < 2 ** 44; length *= 2) {
      expected = combineCrc(expected, one, length);
      all = combineCrc(all, one, length);
      one = combineCrc(one, one, length);
    }
    expect(combineCrc(head, all, 2 ** 44 - 2 ** 20)).toBe(expected);
  });
});
