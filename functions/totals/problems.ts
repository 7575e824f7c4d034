import type { Campaign } from '../../schemas/campaign.ts';
import type { FormTotals } from '../../schemas/contract/totals.ts';
import { check, explanationOf, type Form } from '../../schemas/form.ts';
import type { Language } from '../../schemas/text.ts';
import type { Counted } from './counted.ts';
import type { Measure } from './measures.ts';

/** /rows/3/capacity => /rows/capacity */
const withoutRows = (pointer: string) => pointer.replace(/\/\d+(?=\/|$)/g, '');

/**
 * What is wrong or doubtful with the figures of the counted reports: the form's own rules find it, so that nothing
 * here knows which figures must balance. Hints are for the unit alone.
 */
export function problemsOf(
  campaign: Campaign,
  form: Form,
  measures: readonly Measure[],
  reports: readonly Counted[],
  language: Language,
): FormTotals['problems'] {
  const counted = new Set(measures.map(({ pointer }) => pointer));
  return reports.flatMap(({ unit, onRecord, revision: { answers, explanations, nil } }) =>
    check(form, answers, { campaign, attachments: [], nil, onRecord }).findings.flatMap((finding) => {
      const { pointer, code, severity, message } = finding;
      if (severity === 'hint' || !counted.has(withoutRows(pointer))) return [];
      const explanation = explanationOf(explanations, finding);
      return [
        {
          unit: unit.id,
          name: unit.name[language],
          pointer,
          code,
          severity,
          message: message[language],
          ...(explanation && { explanation }),
        },
      ];
    }),
  );
}
