import type { Standing } from '../../../schemas/contract/reports.ts';
import type { Language } from '../../../schemas/text.ts';
import { STATUS_WORDS, TIMELINESS_WORDS } from '../state-words.ts';

/** A report's state and whether it is in time, each in its colour. */
export function StandingTags({
  standing: { state, timeliness },
  language,
}: {
  standing: Pick<Standing, 'state' | 'timeliness'>;
  language: Language;
}) {
  return (
    <>
      <span class={`tag tag-${state}`}>{STATUS_WORDS[state][language]}</span>{' '}
      <span class={`tag tag-${timeliness}`}>{TIMELINESS_WORDS[timeliness][language]}</span>
    </>
  );
}
