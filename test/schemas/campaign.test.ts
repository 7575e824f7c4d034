import { describe, expect, it } from '@jest/globals';
import {
  type Campaign,
  closesOf,
  dayOf,
  daysOf,
  dueOf,
  type Extension,
  obligation,
  requestOf,
  timeliness,
  unitOf,
  within,
} from '../../schemas/campaign.ts';
import { heilongjiang2023 as campaign } from '../../schemas/campaigns/heilongjiang-2023.ts';

const at = (instant: string) => new Date(instant);

/** The campaign with these days of the summary for Harbin. */
const given = (days: Extension): Campaign => ({ ...campaign, extensions: { harbin: { summary: days } } });

describe('what a unit owes', () => {
  it.each([
    ['harbin', 'open-day', 'required'],
    ['harbin', 'media', 'required'],
    ['dept-education', 'open-day', 'optional'],
    ['dept-education', 'summary', 'none'],
    ['nowhere', 'open-day', 'none'],
    ['harbin', 'nothing', 'none'],
    ['__proto__', '__proto__', 'none'],
  ])('%s owes %s: %s', (unit, form, owed) => {
    expect(obligation(campaign, unit, form)).toBe(owed);
  });

  it('is its own where the roster says so', () => {
    const units = campaign.units.map((unit) =>
      unit.id === 'heihe' ? { ...unit, owes: { media: 'optional' as const } } : unit,
    );
    const edited: Campaign = { ...campaign, units };
    expect(obligation(edited, 'heihe', 'media')).toBe('optional');
    expect(obligation(edited, 'heihe', 'summary')).toBe('required');
  });

  it('is looked up by exact names', () => {
    expect(unitOf(campaign, 'harbin')?.name.zh).toBe('哈尔滨市');
    expect(unitOf(campaign, 'constructor')).toBeUndefined();
    expect(requestOf(campaign, 'constructor')).toBeUndefined();
  });
});

describe('deadlines', () => {
  it('end with the last second of the day in the campaign, not in UTC', () => {
    expect(dueOf(campaign, 'open-day')).toEqual(at('2023-05-16T23:59:59+08:00'));
    expect(closesOf(campaign, 'open-day')).toEqual(at('2023-06-15T23:59:59+08:00'));
    expect(dueOf(campaign, 'nothing')).toBeUndefined();
    expect(closesOf(given({ closes: '2023-07-01' }), 'nothing', 'harbin')).toBeUndefined();
  });

  it('move with a unit’s extension, closing too unless it says when', () => {
    const due = given({ due: '2023-06-30' });
    expect(dueOf(due, 'summary', 'harbin')).toEqual(at('2023-06-30T23:59:59+08:00'));
    expect(closesOf(due, 'summary', 'harbin')).toEqual(at('2023-07-30T23:59:59+08:00'));
    const closes = given({ closes: '2023-12-31' });
    expect(closesOf(closes, 'summary', 'harbin')).toEqual(at('2023-12-31T23:59:59+08:00'));
    expect(dueOf(closes, 'summary', 'harbin')).toEqual(at('2023-06-19T23:59:59+08:00'));
    for (const other of [due, closes]) {
      expect(daysOf(other, 'summary', 'jixi')).toEqual(daysOf(campaign, 'summary'));
      expect(daysOf(other, 'summary')).toEqual(daysOf(campaign, 'summary'));
    }
  });

  it('close on the day that the form names', () => {
    const requests = campaign.requests.map((one) => ({ ...one, closes: '2023-06-25' }));
    const closing: Campaign = { ...campaign, requests };
    expect(daysOf(closing, 'summary')).toEqual({ due: '2023-06-19', closes: '2023-06-25' });
    const extended = { ...closing, extensions: { harbin: { summary: { due: '2023-06-24' } } } };
    expect(daysOf(extended, 'summary', 'harbin')).toEqual({ due: '2023-06-24', closes: '2023-07-24' });
  });

  it('hold to the end of their last second', () => {
    const due = dueOf(campaign, 'open-day');
    expect(within(due, at('2023-05-16T23:59:59.999+08:00'))).toBe(true);
    expect(within(due, at('2023-05-17T00:00:00+08:00'))).toBe(false);
    expect(within(undefined, at('2023-05-01T00:00:00Z'))).toBe(false);
  });
});

describe('timeliness', () => {
  const before = at('2023-05-10T09:00:00+08:00');
  const after = at('2023-05-17T00:00:00+08:00');
  const long = at('2023-06-16T00:00:00+08:00');

  it.each([
    ['harbin', undefined, before, 'owed'],
    ['harbin', undefined, after, 'overdue'],
    ['harbin', undefined, long, 'closed'],
    ['harbin', before, long, 'on-time'],
    ['harbin', after, long, 'late'],
    ['dept-health', undefined, long, 'not-required'],
    ['dept-health', before, long, 'on-time'],
  ])('of %s, submitted %s, at %s is %s', (unit, submitted, now, expected) => {
    expect(timeliness(campaign, unit, 'open-day', submitted, now)).toBe(expected);
  });

  it('follows an extension at once', () => {
    const open = { 'open-day': { due: '2023-05-20' } };
    const extended: Campaign = { ...campaign, extensions: { harbin: open } };
    expect(timeliness(extended, 'harbin', 'open-day', undefined, after)).toBe('owed');
    expect(timeliness(extended, 'harbin', 'open-day', after, long)).toBe('on-time');
    expect(timeliness(extended, 'jixi', 'open-day', undefined, after)).toBe('overdue');
    const reopened = { ...campaign, extensions: { harbin: { 'open-day': { closes: '2023-06-16' } } } };
    expect(timeliness(reopened, 'harbin', 'open-day', undefined, long)).toBe('overdue');
  });
});

describe('the day in the campaign', () => {
  it.each([
    ['2023-05-16T15:59:59Z', '+08:00', '2023-05-16'],
    ['2023-05-16T16:00:00Z', '+08:00', '2023-05-17'],
    ['2023-05-16T03:29:59Z', '-03:30', '2023-05-15'],
  ])('of %s at %s is %s', (instant, utcOffset, day) => {
    expect(dayOf({ ...campaign, utcOffset }, at(instant))).toBe(day);
  });
});
