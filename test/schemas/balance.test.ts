import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sumOf, sumText } from '../../schemas/balance.ts';
import { check, fieldsOf, totalsOf } from '../../schemas/form.ts';
import { statistics } from '../../schemas/forms/statistics.ts';
import { validAnswers } from '../fixtures/answers.ts';
import { checkContext } from '../fixtures/check-context.ts';

const number = fc.oneof(fc.nat(999_999_999), fc.constant('-'));

describe('the sum of parts', () => {
  it('is that of whole numbers, and what does not exist adds nothing', () => {
    fc.assert(
      fc.property(fc.array(number, { minLength: 1, maxLength: 4 }), (parts) => {
        const sum = parts.reduce<number>((so, part) => so + (typeof part === 'number' ? part : 0), 0);
        expect(sumOf(parts)).toBe(sum);
      }),
    );
  });

  it('is exact for amounts of two decimals', () => {
    const cents = fc.nat(99_999_999);
    fc.assert(
      fc.property(cents, cents, (a, b) => {
        expect(sumOf([a / 100, b / 100])).toBe((a + b) / 100);
      }),
    );
  });

  it.each([[[undefined, 1]], [['约100', 1]], [[true, 1]]])(
    'is unknown while a part is no number: %j',
    (parts) => {
      expect(sumOf(parts)).toBeUndefined();
    },
  );

  it('is said with what the total says otherwise', () => {
    const words = { label: 'A2 + A3 = ', differs: '，与所填不符' };
    expect(sumText({ sum: undefined, given: 5 }, words)).toBe('A2 + A3 = –');
    expect(sumText({ sum: 12_345, given: undefined }, words)).toBe('A2 + A3 = 12,345');
    expect(sumText({ sum: 12_345, given: 12_345 }, words)).toBe('A2 + A3 = 12,345');
    expect(sumText({ sum: 0.5, given: 1 }, words)).toBe('A2 + A3 = 0.5，与所填不符');
  });
});

describe('the totals of a form', () => {
  it('stand where its definition declares them, and block exactly when they differ', () => {
    const valid = validAnswers.statistics?.('harbin') ?? {};
    fc.assert(
      fc.property(number, number, number, (total, a, b) => {
        const indicators = {
          ...Object(valid.indicators),
          G1: { count: total },
          G2: { count: a },
          G3: { count: b },
        };
        const answers = { ...valid, indicators };
        const one = totalsOf(statistics, answers).find(({ name }) => name.zh === 'G1');
        const blocked = check(statistics, answers, checkContext).findings.some(
          ({ code, pointer }) => code === 'out-of-balance' && pointer === one?.pointer,
        );
        expect(blocked).toBe(one?.given !== one?.sum);
      }),
    );
    expect(
      totalsOf(statistics, valid).map(({ name, partNames }) => [name.zh, ...partNames.map(({ zh }) => zh)]),
    ).toEqual([
      ['A1', 'A2', 'A3'],
      ['B1', 'B2', 'B3'],
      ['G1', 'G2', 'G3'],
    ]);
  });

  it('are known of no answers at all', () => {
    const names = fieldsOf(statistics).map(({ name }) => name);
    expect(names).toContain('indicators');
    expect(
      totalsOf(statistics, undefined).every(({ sum, given }) => sum === undefined && given === undefined),
    ).toBe(true);
  });
});
