import type { Language } from '../../../schemas/text.ts';
import { fromNow, type Place, timeText } from './dates.ts';

export interface TimeProps {
  campaign: Place;
  at: Date | string;
  language: Language;
  /** How it is written: `dateText`, `deadlineText`, or by default day and time. */
  as?: (place: Place, instant: Date | string, language: Language) => string;
  /** With it the distance stands beside: （还有3天）. */
  now?: Date | undefined;
}

/** An instant for people and for programs. */
export function Time({ campaign, at, language, as = timeText, now }: TimeProps) {
  const distance = now && fromNow(at, now, language);
  return (
    <>
      <time datetime={typeof at === 'string' ? at : at.toISOString()}>{as(campaign, at, language)}</time>
      {distance !== undefined && (
        <span class="distance">{language === 'zh' ? `（${distance}）` : ` (${distance})`}</span>
      )}
    </>
  );
}
