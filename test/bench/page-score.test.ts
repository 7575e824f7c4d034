import { describe, expect, it } from '@jest/globals';
import { scoreOf } from './page-score.ts';

describe('the score of a page', () => {
  it.each([
    ['what half of the web reaches', { content: 3000, largest: 4000, blocked: 600, shift: 0.25 }, 50],
    ['what a tenth of it reaches', { content: 1800, largest: 2500, blocked: 200, shift: 0.1 }, 90],
    ['nothing to wait for', { content: 0, largest: 0, blocked: 0, shift: 0 }, 100],
  ])('is for %s as Lighthouse has it', (_of, visit, score) => {
    expect(scoreOf(visit)).toBeCloseTo(score, 1);
  });

  it('falls with each measure', () => {
    const good = { content: 900, largest: 900, blocked: 0, shift: 0 };
    for (const worse of [{ content: 9000 }, { largest: 9000 }, { blocked: 2000 }, { shift: 1 }]) {
      expect(scoreOf({ ...good, ...worse })).toBeLessThan(scoreOf(good) - 5);
    }
  });
});
