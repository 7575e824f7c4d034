import { crc32 } from 'node:zlib';

/** Reflected generator polynomials. */
export const CRC32 = 0xedb88320;
export const CRC32C = 0x82f63b78;

const castagnoli = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ CRC32C : value >>> 1;
  return value >>> 0;
});

/** The CRC of all bytes so far and these; the first call's `sofar` is 0. */
export function crcOf(polynomial: number, chunk: Uint8Array, sofar: number): number {
  if (polynomial === CRC32) return crc32(chunk, sofar);
  let value = ~sofar;
  for (const byte of chunk) value = (castagnoli[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
  return ~value >>> 0;
}

/** a·b modulo the polynomial, over GF(2), bits reflected. */
function multiply(polynomial: number, a: number, b: number): number {
  let [product, factor] = [0, b];
  for (let bit = 31; bit >= 0; bit--) {
    if ((a >>> bit) & 1) product ^= factor;
    factor = factor & 1 ? (factor >>> 1) ^ polynomial : factor >>> 1;
  }
  return product >>> 0;
}

/**
 * The CRC of two byte strings one after the other, from the CRC of each and the second's length in bytes
 * (any safe integer), without reading either: the first is shifted by x^(8·length) and added.
 */
export function combineCrc(polynomial: number, first: number, second: number, secondLength: number): number {
  // x^8: bit 31 is x^0.
  let [shift, power] = [0x80000000, 0x00800000];
  for (let left = secondLength; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) shift = multiply(polynomial, shift, power);
    power = multiply(polynomial, power, power);
  }
  return (multiply(polynomial, shift, first) ^ second) >>> 0;
}
