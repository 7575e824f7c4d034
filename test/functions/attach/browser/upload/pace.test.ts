import { describe, expect, it } from '@jest/globals';
import { startPace } from '../../../../../functions/attach/browser/upload/pace.ts';
import { pauseBefore } from '../../../../../functions/attach/browser/upload/patience.ts';

describe('the pace of an upload', () => {
  it('is that of the last seconds, and unknown at first and after a step back', () => {
    let now = 0;
    const pace = startPace(() => now);
    pace.mark(0);
    expect(pace.rate()).toBeUndefined();
    for (let second = 1; second <= 100; second++) {
      now = second * 1000;
      pace.mark(second <= 50 ? second * 100 : 5000 + (second - 50) * 10);
    }
    expect(pace.rate()).toBe(10);
    now += 1000;
    pace.mark(20);
    expect(pace.rate()).toBeUndefined();
  });

  it('is told by marks however far apart', () => {
    let now = 0;
    const pace = startPace(() => now);
    for (let mark = 0; mark < 4; mark++) {
      now = mark * 50_000;
      pace.mark(mark * 5_000_000);
    }
    expect(pace.rate()).toBe(100_000);
  });
});

describe('the pause before another try', () => {
  it('doubles up to a minute and is scattered', () => {
    expect([0, 1, 5, 6, 20].map((attempt) => pauseBefore(attempt, 1))).toEqual([
      1000, 2000, 32_000, 60_000, 60_000,
    ]);
    expect(pauseBefore(3, 0)).toBe(4000);
  });
});
