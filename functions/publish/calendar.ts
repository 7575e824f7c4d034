import { describe } from '../../schemas/fields/describe.ts';
import type { Language } from '../../schemas/text.ts';
import { escapedText, folded } from '../shared/calendar.ts';
import { columnsOf, type OpenPlace } from './open-places.ts';

const compact = (day: string) => day.replaceAll('-', '');
const dayAfter = (day: string) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
const stamp = (instant: Date) => instant.toISOString().replace(/[-:]|\.\d+/g, '');

/** 开放内容：天文台 */
const detailLines = ({ form, publication, details }: OpenPlace, language: Language): string[] =>
  columnsOf(form, publication)
    .filter(({ name }) => details[name] !== undefined)
    .map((field) => `${field.title[language]}: ${describe(field, details[field.name], language)}`);

/** Open places as whole days of a calendar (RFC 5545): each with its place, from its first to its last day. */
export function openDaysCalendar(
  title: string,
  places: readonly OpenPlace[],
  language: Language,
  now: Date,
): string {
  const events = places
    .filter(({ from, to }) => from && to)
    .flatMap((open) => [
      'BEGIN:VEVENT',
      `UID:${open.id}@open-days`,
      `DTSTAMP:${stamp(now)}`,
      `DTSTART;VALUE=DATE:${compact(open.from)}`,
      `DTEND;VALUE=DATE:${compact(dayAfter(open.to))}`,
      `SUMMARY:${escapedText(open.name)}`,
      `LOCATION:${escapedText(`${open.unit.name[language]} ${open.place}`)}`,
      `DESCRIPTION:${escapedText(detailLines(open, language).join('\n'))}`,
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
    ]);
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Science Week Intake//Open days//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escapedText(title)}`,
    ...events,
    'END:VCALENDAR',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}
