import type { Campaign } from '../../../schemas/campaign.ts';
import { showDate } from '../../../schemas/fields/date.ts';
import type { Language } from '../../../schemas/text.ts';

/** Where the clocks are that a date is told by. */
export type Place = Pick<Campaign, 'timeZone'>;

const LOCALE = { zh: 'zh-CN', en: 'en-GB' };

/** Making one takes longer than using it a hundred times, and the desk shows a hundred dates. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string, language: Language): Intl.DateTimeFormat {
  const key = `${timeZone} ${language}`;
  const format =
    formats.get(key) ??
    new Intl.DateTimeFormat(LOCALE[language], {
      timeZone,
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      weekday: 'long',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  formats.set(key, format);
  return format;
}

/** An instant as the clocks of the place show it. */
function read({ timeZone }: Place, instant: Date | string, language: Language) {
  const parts = formatOf(timeZone, language).formatToParts(new Date(instant));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? '';
  return {
    date: showDate(`${part('year')}-${part('month')}-${part('day')}`, language),
    weekday: part('weekday'),
    clock: `${part('hour')}:${part('minute')}`,
  };
}

/** 2023年5月16日 / 16 May 2023 */
export const dateText = (place: Place, instant: Date | string, language: Language): string =>
  read(place, instant, language).date;

/** 2023年5月16日 23:59 / 16 May 2023, 23:59 */
export function timeText(place: Place, instant: Date | string, language: Language): string {
  const { date, clock } = read(place, instant, language);
  return language === 'zh' ? `${date} ${clock}` : `${date}, ${clock}`;
}

/** What people plan by, with the day of the week. 2023年5月16日（星期二）23:59 / Tuesday 16 May 2023, 23:59 */
export function deadlineText(place: Place, instant: Date | string, language: Language): string {
  const { date, weekday, clock } = read(place, instant, language);
  return language === 'zh' ? `${date}（${weekday}）${clock}` : `${weekday} ${date}, ${clock}`;
}

const UNITS = [
  { minutes: 24 * 60, zh: '天', en: 'day' },
  { minutes: 60, zh: '小时', en: 'hour' },
  { minutes: 1, zh: '分钟', en: 'minute' },
];

/**
 * How far away an instant is, in whole days, hours or minutes: 还有3天 / 3 days left, 2小时前 / 2 hours ago. Never more
 * is promised than there is: 3 days and 20 hours are 3 days.
 */
export function fromNow(instant: Date | string, now: Date, language: Language): string {
  const ahead = (new Date(instant).getTime() - now.getTime()) / 60_000;
  const minutes = Math.floor(Math.abs(ahead));
  const unit = UNITS.find((one) => minutes >= one.minutes);
  if (!unit) {
    if (ahead > 0) return language === 'zh' ? '不到1分钟' : 'less than a minute left';
    return language === 'zh' ? '刚刚' : 'just now';
  }
  const n = Math.floor(minutes / unit.minutes);
  if (language === 'zh') return ahead > 0 ? `还有${n}${unit.zh}` : `${n}${unit.zh}前`;
  return `${n} ${unit.en}${n === 1 ? '' : 's'} ${ahead > 0 ? 'left' : 'ago'}`;
}
