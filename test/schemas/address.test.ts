import { describe, expect, it } from '@jest/globals';
import { Address } from '../../schemas/address.ts';

describe('an address', () => {
  it('is one however it is typed', () => {
    expect(Address.parse(' Ｈarbin＠Example.org ')).toBe('harbin@example.org');
  });

  it.each([
    [64, true],
    [65, false],
  ])('of %d characters before the @ is taken: %s', (length, taken) => {
    expect(Address.safeParse(`${'a'.repeat(length)}@example.org`).success).toBe(taken);
  });
});
