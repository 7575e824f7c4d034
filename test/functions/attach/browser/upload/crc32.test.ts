import { crc32 } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { combineCrc, crcOf, crcText } from '../../../../../functions/attach/browser/upload/crc32.ts';

const bytes = fc.uint8Array({ maxLength: 300 });

describe('the browser’s CRC-32', () => {
  it('is that of zlib, at once and in pieces, wherever the bytes lie in memory', () => {
    fc.assert(
      fc.property(bytes, bytes, fc.nat(9), (first, second, shift) => {
        const memory = new Uint8Array(shift + first.length);
        memory.set(first, shift);
        const crc = crcOf(memory.subarray(shift));
        expect(crc).toBe(crc32(first));
        expect(crcOf(second, crc)).toBe(crc32(second, crc32(first)));
      }),
    );
  });

  it('of a whole follows from those of its parts', () => {
    fc.assert(
      fc.property(fc.array(bytes, { maxLength: 6 }), (parts) => {
        const joined = parts.reduce((crc, part) => combineCrc(crc, crcOf(part), part.length), 0);
        expect(joined).toBe(crc32(Buffer.concat(parts)));
      }),
    );
  });

  it('is written as S3 writes it', () => {
    expect(crcText(crcOf(new TextEncoder().encode('123456789')))).toBe('y/Q5Jg==');
    expect(crcText(0)).toBe('AAAAAA==');
  });
});
