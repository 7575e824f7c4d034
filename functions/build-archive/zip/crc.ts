/**
 * Joining CRC-32 values: the CRC of two texts one after the other, from the CRC of each and the second's length,
 * without the bytes. Arithmetic of polynomials over GF(2) modulo CRC-32's own, bits reflected as ZIP has them.
 */
const POLYNOMIAL = 0xedb88320;
const ONE = 0x80000000;

/** a(x) * b(x) mod p(x) */
function multiply(a: number, b: number): number {
  let product = 0;
  let factor = b;
  for (let bit = ONE; bit !== 0; bit >>>= 1) {
    if (a & bit) product ^= factor;
    factor = factor & 1 ? (factor >>> 1) ^ POLYNOMIAL : factor >>> 1;
  }
  return product >>> 0;
}

/** POWERS[k] is x to the power of 2^k; the powers come round again after 32. */
const POWERS: number[] = [0x40000000];
for (let k = 1; k < 32; k++) {
  const before = POWERS[k - 1] ?? 0;
  POWERS.push(multiply(before, before));
}

/** x to the power of 8 * `bytes`: what appending so many zero bytes multiplies a CRC by. */
function shiftBy(bytes: number): number {
  let power = ONE;
  for (let rest = bytes, k = 3; rest > 0; rest = Math.floor(rest / 2), k++) {
    if (rest % 2 === 1) power = multiply(POWERS[k % 32] ?? 0, power);
  }
  return power;
}

/** The CRC of `first` followed by `second`; `length` is the second's length in bytes, up to 2^53. */
export const combineCrc = (first: number, second: number, length: number): number =>
  (multiply(shiftBy(length), first) ^ second) >>> 0;
