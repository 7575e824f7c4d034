/** A day in a calendar: what it is about never changes its `uid`. */
interface CalendarDay {
  uid: string;
  /** `2023-05-16`; the whole day, wherever the reader is. */
  day: string;
  title: string;
  description: string;
  url: string;
}

export interface Calendar {
  title: string;
  days: readonly CalendarDay[];
  now: Date;
}

/** Octets that a line may have, its end not counted (RFC 5545, 3.1). */
const LONGEST_LINE = 75;

/** A line longer than that goes on after a break and a space; no character is cut in two. */
export function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const character of line) {
    const length = Buffer.byteLength(character);
    if (octets + length > LONGEST_LINE) {
      parts.push(part);
      part = ' ';
      octets = 1;
    }
    part += character;
    octets += length;
  }
  return [...parts, part].join('\r\n');
}

/** Text as a value (3.3.11): no control character but the break, which is written `\n`. */
export const escapedText = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n]/gu, ' ')
    .replace(/[\\;,]/g, (character) => `\\${character}`)
    .replaceAll('\n', '\\n');

/** `2023-05-16T01:00:00.000Z` => `20230516T010000Z` */
const stamp = (instant: Date) => instant.toISOString().replace(/[-:]|\.\d+/g, '');

const compact = (day: string) => day.replaceAll('-', '');

const dayAfter = (day: string) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 24 * 60 * 60 * 1000).toISOString().slice(0, 10);

/** Where counting begins, so that the number of seconds fits into a SEQUENCE until 2088. */
const SEQUENCE_ZERO = Date.parse('2020-01-01T00:00:00Z');

/**
 * A whole calendar (RFC 5545), to be published: a reader's calendar takes a day that it knows by its `uid` and moves
 * it. Whichever is newer counts (SEQUENCE is the time), so a day that was changed replaces the earlier one, and an
 * old mail that is opened late changes nothing. Days are dates without a time: no time zone can move them.
 */
export function icalendar({ title, days, now }: Calendar): string {
  const sequence = Math.floor((now.getTime() - SEQUENCE_ZERO) / 1000);
  const events = days.flatMap(({ uid, day, title: summary, description, url }) => [
    'BEGIN:VEVENT',
    `UID:${escapedText(uid)}`,
    `DTSTAMP:${stamp(now)}`,
    `SEQUENCE:${sequence}`,
    `DTSTART;VALUE=DATE:${compact(day)}`,
    `DTEND;VALUE=DATE:${compact(dayAfter(day))}`,
    `SUMMARY:${escapedText(summary)}`,
    `DESCRIPTION:${escapedText(description)}`,
    `URL:${url}`,
    'TRANSP:TRANSPARENT',
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${escapedText(summary)}`,
    // Nine in the morning of the day before.
    'TRIGGER:-PT15H',
    'END:VALARM',
    'END:VEVENT',
  ]);
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Science Week Intake//Due dates//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escapedText(title)}`,
    ...events,
    'END:VCALENDAR',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}
