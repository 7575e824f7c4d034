import { type Campaign, dayOf, type Unit } from '../../../schemas/campaign.ts';
import type { Language, Text } from '../../../schemas/text.ts';
import { icalendar } from '../calendar.ts';
import { deadlineText } from '../page/dates.ts';
import type { OwedForm } from '../reports/owed.ts';
import type { Enclosure } from './content.ts';

const WORDS = {
  due: { zh: '报送截止', en: 'Due' },
  until: { zh: '截止时间', en: 'Due' },
  unit: { zh: '填报单位', en: 'Reporting unit' },
  report: { zh: '在线填报', en: 'Report here' },
};

export interface DueDays {
  campaign: Campaign;
  unit: Unit;
  owed: readonly OwedForm[];
  siteUrl: string;
  now: Date;
}

/** What a unit still owes, as a calendar for its contacts; nothing when nothing is owed. */
export function dueDays({ campaign, unit, owed, siteUrl, now }: DueDays, language: Language): Enclosure[] {
  if (owed.length === 0) return [];
  const t = (text: Text) => text[language];
  const colon = language === 'zh' ? '：' : ': ';
  const content = icalendar({
    title: t(campaign.title),
    now,
    days: owed.map(({ form, due }) => ({
      // The same for every mail and language, whatever the site is called: by it a calendar knows the day again.
      uid: `due.${campaign.id}.${unit.id}.${form.id}@science-week-intake`,
      day: dayOf(campaign, due),
      title: `${t(WORDS.due)}${colon}${t(form.short)} – ${t(campaign.title)}`,
      description: [
        `${t(form.title)}`,
        `${t(WORDS.unit)}${colon}${t(unit.name)}`,
        `${t(WORDS.until)}${colon}${deadlineText(campaign, due, language)} (UTC${campaign.utcOffset})`,
        `${t(WORDS.report)}${colon}${siteUrl}/reports/${form.id}`,
      ].join('\n'),
      url: `${siteUrl}/reports/${form.id}`,
    })),
  });
  return [{ name: 'due-dates.ics', type: 'text/calendar; charset=utf-8; method=PUBLISH', content }];
}
