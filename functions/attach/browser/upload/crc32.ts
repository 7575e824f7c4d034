/** CRC-32 as ZIP and S3 have it, bits reflected. */
const POLYNOMIAL = 0xedb88320;

/** Bytes of a step. */
const STEP = 16;

/** A table for each byte of a step: entry `b` of table `k` is what the byte `b` does with `k` more bytes behind it. */
const TABLES = new Uint32Array(STEP * 256);
for (let byte = 0; byte < 256; byte++) {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1;
  TABLES[byte] = value;
}
for (let at = 256; at < TABLES.length; at++) {
  const before = TABLES[at - 256] ?? 0;
  TABLES[at] = (before >>> 8) ^ (TABLES[before & 0xff] ?? 0);
}

/** What four bytes do, of which the last has `behind` more bytes behind it. */
const ofWord = (word: number, behind: number): number =>
  (TABLES[((behind + 3) << 8) | (word & 0xff)] ?? 0) ^
  (TABLES[((behind + 2) << 8) | ((word >>> 8) & 0xff)] ?? 0) ^
  (TABLES[((behind + 1) << 8) | ((word >>> 16) & 0xff)] ?? 0) ^
  (TABLES[(behind << 8) | (word >>> 24)] ?? 0);

/** The CRC of all bytes so far and these; the first call's `sofar` is 0. 1 GB in about half a second. */
export function crcOf(bytes: Uint8Array, sofar = 0): number {
  const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const whole = bytes.length - (bytes.length % STEP);
  let value = ~sofar;
  for (let at = 0; at < whole; at += STEP) {
    value =
      ofWord(words.getInt32(at, true) ^ value, 12) ^
      ofWord(words.getInt32(at + 4, true), 8) ^
      ofWord(words.getInt32(at + 8, true), 4) ^
      ofWord(words.getInt32(at + 12, true), 0);
  }
  for (let at = whole; at < bytes.length; at++) {
    value = (TABLES[(value ^ words.getUint8(at)) & 0xff] ?? 0) ^ (value >>> 8);
  }
  return ~value >>> 0;
}

/** a·b modulo the polynomial, over GF(2). */
function multiply(a: number, b: number): number {
  let [product, factor] = [0, b];
  for (let bit = 31; bit >= 0; bit--) {
    if ((a >>> bit) & 1) product ^= factor;
    factor = factor & 1 ? (factor >>> 1) ^ POLYNOMIAL : factor >>> 1;
  }
  return product >>> 0;
}

/** The CRC of two texts one after the other, from the CRC of each and the second's length, without their bytes. */
export function combineCrc(first: number, second: number, secondLength: number): number {
  // Bit 31 is x^0, so this is x^8.
  let [shift, power] = [0x80000000, 0x00800000];
  for (let left = secondLength; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) shift = multiply(shift, power);
    power = multiply(power, power);
  }
  return (multiply(shift, first) ^ second) >>> 0;
}

/** As S3 writes it: base64 of four bytes, the highest first. */
export const crcText = (crc: number): string =>
  btoa(String.fromCharCode(crc >>> 24, (crc >>> 16) & 0xff, (crc >>> 8) & 0xff, crc & 0xff));
