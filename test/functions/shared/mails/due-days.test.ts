import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import ICAL from 'ical.js';
import { icalendar } from '../../../../functions/shared/calendar.ts';
import { dueDays } from '../../../../functions/shared/mails/due-days.ts';
import { owedBy } from '../../../../functions/shared/reports/owed.ts';
import { type Campaign, unitOf } from '../../../../schemas/campaign.ts';
import { heilongjiang2023 } from '../../../../schemas/campaigns/heilongjiang-2023.ts';

const NOW = new Date('2023-05-10T01:00:00.000Z');

function parsed(content: string): ICAL.Event[] {
  const calendar = new ICAL.Component(ICAL.parse(content));
  return calendar
    .getAllSubcomponents('vevent')
    .map((event) => new ICAL.Event(event, { strictExceptions: true }));
}

function calendarOf(campaign: Campaign, now: Date, unit = 'harbin') {
  const found = unitOf(campaign, unit);
  if (!found) throw new Error('no such unit');
  const owed = owedBy(campaign, unit, [], now);
  return dueDays({ campaign, unit: found, owed, siteUrl: 'https://report.example.org', now }, 'zh');
}

const extended = (due: string): Campaign => ({
  ...heilongjiang2023,
  requests: heilongjiang2023.requests.map((request) =>
    request.form === 'statistics' ? { ...request, due } : request,
  ),
});

const statisticsIn = (campaign: Campaign, now: Date) =>
  parsed(calendarOf(campaign, now)[0]?.content ?? '').find(({ uid }) => uid.includes('.statistics@'));

describe('the calendar of what is owed', () => {
  it('has a day for each owed form, in the time of the campaign', () => {
    const [file] = calendarOf(heilongjiang2023, NOW);
    expect(file?.type).toContain('text/calendar');
    const events = parsed(file?.content ?? '');
    expect(events.map(({ startDate, endDate }) => [startDate.toString(), endDate.toString()])).toEqual([
      ['2023-05-16', '2023-05-17'],
      ['2023-06-19', '2023-06-20'],
      ['2023-06-19', '2023-06-20'],
      ['2023-06-19', '2023-06-20'],
    ]);
    expect(events.every(({ startDate }) => startDate.isDate)).toBe(true);
    expect(events[0]?.summary).toMatch(/^报送截止：/);
    expect(events[0]?.description).toContain('2023年5月16日（星期二）23:59 (UTC+08:00)');
  });

  it('knows a day again after an extension, and the newer one counts', () => {
    const before = statisticsIn(heilongjiang2023, NOW);
    const after = statisticsIn(extended('2023-06-25'), new Date(NOW.getTime() + 60_000));
    expect(after?.uid).toBe(before?.uid);
    expect(after?.startDate.toString()).toBe('2023-06-25');
    expect(after?.sequence).toBeGreaterThan(before?.sequence ?? Number.POSITIVE_INFINITY);
    expect(after?.sequence).toBeLessThan(2 ** 31);
  });

  it('is not there for who owes nothing', () => {
    expect(calendarOf(heilongjiang2023, NOW, 'dept-weather')).toEqual([]);
  });

  it('keeps every text, in lines of 75 octets', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 300 });
    const lines = fc.array(fc.oneof(text, fc.constantFrom('a;b,c\\d', 'BEGIN:VEVENT', '𠮷'.repeat(40))));
    fc.assert(
      fc.property(lines, (parts) => {
        // Readers may take away what surrounds a value; what is no character of text has become a blank.
        const typed = parts.map((part) => part.replace(/\p{Cc}/gu, ' ').trim()).filter(Boolean);
        const description = typed.join('\n');
        const content = icalendar({
          title: '日历',
          now: NOW,
          days: [
            { uid: 'x@y', day: '2023-12-31', title: description, description, url: 'https://example.org/' },
          ],
        });
        for (const line of content.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
        expect(content.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
        const [event, ...more] = parsed(content);
        expect(more).toEqual([]);
        expect(event?.description ?? '').toBe(description);
        expect(event?.summary ?? '').toBe(description);
        expect(event?.endDate.toString()).toBe('2024-01-01');
      }),
    );
  });
});
