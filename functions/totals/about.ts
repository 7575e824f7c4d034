import type { Campaign } from '../../schemas/campaign.ts';
import type { Form } from '../../schemas/form.ts';
import type { Language } from '../../schemas/text.ts';
import { localTime } from '../shared/local-time.ts';
import { speak } from '../shared/page/words.ts';
import { STATE_WORDS } from '../shared/state-words.ts';
import type { About } from '../shared/workbook/consolidated.ts';
import { type Counted, missingUnits } from './counted.ts';
import { WORDS } from './words.ts';

/** A table as somebody asks for it. */
export interface Asked {
  campaign: Campaign;
  form: Form;
  reports: readonly Counted[];
  /** Only what is accepted was wanted. */
  accepted: boolean;
  now: Date;
  language: Language;
}

/** Of which units a table's totals are, of which they are not, and as of when: whoever is sent the file reads it there. */
export function aboutTable({ campaign, form, reports, accepted, now, language }: Asked): About {
  const t = speak(language);
  const zh = language === 'zh';
  const comma = zh ? '、' : ', ';
  const missing = missingUnits(campaign, form, reports);
  const states = [...Map.groupBy(reports, ({ head }) => head.state)].map(
    ([state, some]) => `${t(STATE_WORDS[state])} ${some.length}`,
  );
  const names = missing.map(({ name }) => t(name)).join(comma);
  return {
    total: zh
      ? `合计（计入${reports.length}个单位，未计入${missing.length}个）`
      : `Total (${reports.length} counted, ${missing.length} missing)`,
    sheet: t(WORDS.about),
    lines: [
      [t(WORDS.campaignName), t(campaign.title)],
      [t(WORDS.form), t(form.title)],
      [t(WORDS.made), localTime(campaign, now)],
      [t(WORDS.counted), t(accepted ? WORDS.accepted : WORDS.all)],
      [t(WORDS.countedUnits), [String(reports.length), ...states].join(comma)],
      [
        t(WORDS.missing),
        missing.length === 0 ? t(WORDS.complete) : `${missing.length}${zh ? '：' : ': '}${names}`,
      ],
    ],
  };
}
