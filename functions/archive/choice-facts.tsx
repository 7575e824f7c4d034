import type { ArchiveChoice, Missing } from '../../schemas/archive.ts';
import { type Campaign, knownUnitOf } from '../../schemas/campaign.ts';
import type { Form } from '../../schemas/form.ts';
import type { Language, Text } from '../../schemas/text.ts';
import { DEFAULT_STATES } from '../shared/archives/choice.ts';
import { speak } from '../shared/page/words.ts';
import { STATE_WORDS } from '../shared/state-words.ts';

const WORDS = {
  forms: { zh: '报表', en: 'Forms' },
  units: { zh: '单位', en: 'Units' },
  states: { zh: '报表状态', en: 'States of the reports' },
  since: { zh: '报送时间不早于', en: 'Submitted since' },
  attachments: { zh: '附件', en: 'Attachments' },
  included: { zh: '含', en: 'included' },
  leftOut: { zh: '不含', en: 'left out' },
  all: { zh: '全部', en: 'all' },
  missing: { zh: '应报而本归档中没有的', en: 'Owed, but not in this archive' },
  whole: { zh: '所选单位应报的报表均已包含。', en: 'All that the chosen units owe is in it.' },
};

interface Known {
  campaign: Campaign;
  forms: readonly Form[];
  language: Language;
}

export const listText = (names: string[], language: Language): string =>
  names.join(language === 'zh' ? '、' : ', ');

const formName = ({ forms, language }: Known, id: string) =>
  forms.find((form) => form.id === id)?.short[language] ?? id;
const unitName = ({ campaign, language }: Known, id: string) =>
  knownUnitOf(campaign, id)?.name[language] ?? id;

/** A choice in words, one fact a line. */
export function choiceFacts(choice: ArchiveChoice, known: Known): [Text, string][] {
  const t = speak(known.language);
  const list = (names: string[]) => listText(names, known.language);
  const { forms, units, since, attachments, states = DEFAULT_STATES } = choice;
  return [
    [WORDS.forms, forms ? list(forms.map((id) => formName(known, id))) : t(WORDS.all)],
    [WORDS.units, units ? list(units.map((id) => unitName(known, id))) : t(WORDS.all)],
    [WORDS.states, list(states.map((one) => t(STATE_WORDS[one])))],
    ...(since === undefined ? [] : [[WORDS.since, since] satisfies [Text, string]]),
    [WORDS.attachments, t(attachments === false ? WORDS.leftOut : WORDS.included)],
  ];
}

/** Who owes some of what was chosen, and what. */
export function Owing({ missing, ...known }: Known & { missing: readonly Missing[] }) {
  const t = speak(known.language);
  if (missing.length === 0) return <p>{t(WORDS.whole)}</p>;
  return (
    <section>
      <h2>{t(WORDS.missing)}</h2>
      <ul>
        {missing.map(({ unit, forms }) => (
          <li>
            {unitName(known, unit)} –{' '}
            {listText(
              forms.map((id) => formName(known, id)),
              known.language,
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
