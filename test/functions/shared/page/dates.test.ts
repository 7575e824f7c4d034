import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dateText, deadlineText, fromNow, timeText } from '../../../../functions/shared/page/dates.ts';
import { Time } from '../../../../functions/shared/page/time.tsx';

const campaign = { timeZone: 'Asia/Shanghai' };
const LAST_SECOND = new Date('2023-06-19T23:59:59+08:00');

describe('a date', () => {
  it('is told by the clocks of the place, in the words of the reader', () => {
    expect(dateText(campaign, LAST_SECOND, 'zh')).toBe('2023年6月19日');
    expect(timeText(campaign, LAST_SECOND, 'zh')).toBe('2023年6月19日 23:59');
    expect(deadlineText(campaign, LAST_SECOND, 'zh')).toBe('2023年6月19日（星期一）23:59');
    expect(dateText(campaign, '2023-05-16T00:00:00+08:00', 'en')).toBe('16 May 2023');
    expect(timeText(campaign, '2023-05-15T16:05:00Z', 'en')).toBe('16 May 2023, 00:05');
    expect(deadlineText(campaign, LAST_SECOND, 'en')).toBe('Monday 19 June 2023, 23:59');
  });

  it('is another day elsewhere', () => {
    expect(dateText({ timeZone: 'Europe/Paris' }, '2023-05-15T16:05:00Z', 'en')).toBe('15 May 2023');
  });
});

describe('the distance of an instant', () => {
  it.each([
    [3 * 24 * 60 + 20 * 60, '还有3天', '3 days left'],
    [24 * 60, '还有1天', '1 day left'],
    [24 * 60 - 1, '还有23小时', '23 hours left'],
    [59.9, '还有59分钟', '59 minutes left'],
    [0.5, '不到1分钟', 'less than a minute left'],
    [0, '刚刚', 'just now'],
    [-0.9, '刚刚', 'just now'],
    [-1, '1分钟前', '1 minute ago'],
    [-125, '2小时前', '2 hours ago'],
    [-49 * 60, '2天前', '2 days ago'],
  ])('of %d minutes is %s, %s', (minutes, zh, en) => {
    const instant = new Date(LAST_SECOND.getTime() + minutes * 60_000);
    expect([fromNow(instant, LAST_SECOND, 'zh'), fromNow(instant, LAST_SECOND, 'en')]).toEqual([zh, en]);
  });

  it('promises no more time than there is', () => {
    const PER_UNIT = { day: 1440, hour: 60, minute: 1 };
    fc.assert(
      fc.property(fc.integer({ min: 60, max: 90 * 86_400 }), (seconds) => {
        const said = fromNow(new Date(LAST_SECOND.getTime() + seconds * 1000), LAST_SECOND, 'en');
        const [, n, unit] = /^(\d+) (day|hour|minute)s? left$/.exec(said) ?? [];
        const minutes = Number(n) * PER_UNIT[unit as keyof typeof PER_UNIT];
        expect(minutes * 60).toBeLessThanOrEqual(seconds);
        expect(seconds).toBeLessThan((minutes + PER_UNIT[unit as keyof typeof PER_UNIT]) * 60);
      }),
    );
  });
});

describe('the element', () => {
  it('holds the instant for programs and the distance beside it', () => {
    const now = new Date('2023-06-17T09:00:00+08:00');
    const html = Time({ campaign, at: LAST_SECOND, language: 'zh', as: deadlineText, now }).toString();
    expect(html).toBe(
      '<time datetime="2023-06-19T15:59:59.000Z">2023年6月19日（星期一）23:59</time><span class="distance">（还有2天）</span>',
    );
    expect(Time({ campaign, at: '2023-06-19T15:59:59.000Z', language: 'en', now }).toString()).toBe(
      '<time datetime="2023-06-19T15:59:59.000Z">19 June 2023, 23:59</time><span class="distance"> (2 days left)</span>',
    );
  });
});
