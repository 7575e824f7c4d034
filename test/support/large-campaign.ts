import { saidBy } from '../../functions/shared/messages/talk.ts';
import { toRow } from '../../functions/shared/records/reports.ts';
import type { Write } from '../../functions/shared/records/shapes.ts';
import type { Campaign, Unit } from '../../schemas/campaign.ts';
import { heilongjiang2023 } from '../../schemas/campaigns/heilongjiang-2023.ts';
import type { Form } from '../../schemas/form.ts';
import { forms } from '../../schemas/forms/index.ts';
import { referenceFrom } from '../../schemas/reference.ts';
import type { ReportHead, ReportState } from '../../schemas/report.ts';
import { validAnswers } from '../fixtures/answers.ts';

const UNITS = 200;
const FORMS = 10;
const STATES: ReportState[] = ['submitted', 'accepted', 'returned', 'withdrawn', 'draft'];

const units = Array.from(
  { length: UNITS },
  (_, n): Unit => ({
    id: `county-${n}`,
    name: { zh: `示例县第${n}报送单位`, en: `Reporting unit ${n}` },
    group: 'city',
  }),
);

/** The live forms over and over, each under a name of its own. */
export const manyForms: Form[] = Array.from({ length: FORMS }, (_, n) => {
  const form = forms[n % forms.length];
  if (!form) throw new Error('there is no form');
  return {
    ...form,
    id: `${form.id}-${n}`,
    short: { zh: `${form.short.zh}${n}`, en: `${form.short.en} ${n}` },
  };
});

/** As many units and forms as the system is made for. */
export const largeCampaign: Campaign = {
  ...heilongjiang2023,
  units,
  requests: manyForms.map(({ id }) => ({ form: id, due: '2023-06-19', owed: { city: 'required' } })),
};

/** Every report of it has been worked on, with figures and files and a conversation: the longest rows there are. */
export function largeReports(): Write[] {
  return units.flatMap(({ id: unit }, n) =>
    manyForms.flatMap((definition, m): Write[] => {
      const report = { campaign: largeCampaign.id, unit, form: definition.id };
      const at = '2023-06-12T01:02:03.004Z';
      const live = forms[m % forms.length]?.id ?? '';
      const head: ReportHead = {
        ...report,
        state: STATES[(n + m) % STATES.length] ?? 'draft',
        version: 12,
        revision: 3,
        reference: referenceFrom(`${(n * FORMS + m).toString(16).padStart(8, '0')}${'0'.repeat(56)}`),
        nil: false,
        firstSubmittedAt: at,
        submittedAt: at,
        savedAt: at,
        attached: { files: 12, bytes: 1_234_567_890 },
        figures: definition.figures?.(validAnswers[live]?.('harbin')),
      };
      return [
        { put: toRow.head(head) },
        saidBy(m % 2 ? 'unit' : 'office', report, at, m % 2 ? undefined : 'cast'),
      ];
    }),
  );
}
