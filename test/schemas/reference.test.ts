import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readReference, referenceFrom } from '../../schemas/reference.ts';

const hash = fc.stringMatching(/^[0-9a-f]{64}$/);
const alphabet = '23456789ABCDEFGHJKMNPQRSTWXYZ';

describe('a reference number', () => {
  it('is the same for the same hash and reads back, however it is typed', () => {
    fc.assert(
      fc.property(hash, (h) => {
        const reference = referenceFrom(h);
        expect(referenceFrom(h)).toBe(reference);
        expect(reference).toMatch(/^[2-9A-HJKMNP-TW-Z]{9}$/);
        expect(readReference(` ${reference.slice(0, 4).toLowerCase()}-${reference.slice(4)}`)).toBe(
          reference,
        );
      }),
    );
  });

  it('is refused with any one character wrong', () => {
    fc.assert(
      fc.property(hash, fc.nat(8), fc.nat(28), (h, at, other) => {
        const reference = referenceFrom(h);
        const wrong = reference.slice(0, at) + alphabet[other] + reference.slice(at + 1);
        expect(readReference(wrong)).toBe(wrong === reference ? reference : undefined);
      }),
    );
  });

  it('is refused with two neighbours of its body swapped', () => {
    fc.assert(
      fc.property(hash, fc.nat(6), (h, at) => {
        const c = [...referenceFrom(h)];
        const swapped = [...c.slice(0, at), c[at + 1], c[at], ...c.slice(at + 2)].join('');
        expect(readReference(swapped)).toBe(c[at] === c[at + 1] ? swapped : undefined);
      }),
    );
  });

  it.each(['', '123', '☃', 'AAAAAAAAAA', '00000000O'])('is never %j', (typed) => {
    expect(readReference(typed)).toBeUndefined();
  });
});
