import { crc32 } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { CRC32, CRC32C, combineCrc, crcOf } from '../../../../infra/local/s3/crc.ts';

const bytes = fc.uint8Array({ maxLength: 300 });

describe('a CRC', () => {
  it('is the standard one', () => {
    const check = Buffer.from('123456789');
    expect(crcOf(CRC32, check, 0)).toBe(0xcbf43926);
    expect(crcOf(CRC32C, check, 0)).toBe(0xe3069283);
  });

  it.each([
    ['CRC32', CRC32],
    ['CRC32C', CRC32C],
  ])('of parts gives that of the whole: %s', (_, polynomial) => {
    fc.assert(
      fc.property(bytes, bytes, (first, second) => {
        const [a, b] = [crcOf(polynomial, first, 0), crcOf(polynomial, second, 0)];
        const whole = crcOf(polynomial, second, a);
        expect(combineCrc(polynomial, a, b, second.length)).toBe(whole);
        expect(crcOf(polynomial, Buffer.concat([first, second]), 0)).toBe(whole);
      }),
    );
  });

  it('combines lengths beyond 4 GiB', () => {
    // Doubling 64 KiB of zeros 17 times comes to 8 GiB.
    const block = Buffer.alloc(65536);
    let [value, length] = [crc32(block), block.length];
    for (let doubling = 0; doubling < 17; doubling++) {
      value = combineCrc(CRC32, value, value, length);
      length *= 2;
    }
    expect(length).toBe(8 * 1024 ** 3);
    // One more block before or after so many zeros is the same string.
    const before = combineCrc(CRC32, crc32(block), value, length);
    const after = combineCrc(CRC32, value, crc32(block), block.length);
    expect(before).toBe(after);
  });
});
