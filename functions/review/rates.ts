import { type Campaign, obligation } from '../../schemas/campaign.ts';
import type { Desk, DeskCell } from '../../schemas/contract/desk.ts';
import { isReported, type Rate } from '../shared/reports/rate.ts';

export interface Cell extends DeskCell {
  unit: string;
  form: string;
  /** Whether the unit must report this form; what is optional counts nowhere. */
  owed: boolean;
}

/** Of these units and forms, unit by unit. */
export const cellsOf = (
  campaign: Campaign,
  { units, forms, cells }: Pick<Desk, 'units' | 'forms' | 'cells'>,
): Cell[] =>
  units.flatMap(({ id: unit }) =>
    forms.flatMap(({ id: form }) => {
      const standing = cells[unit]?.[form];
      return standing
        ? [{ ...standing, unit, form, owed: obligation(campaign, unit, form) === 'required' }]
        : [];
    }),
  );

export function rateOf(cells: readonly Cell[]): Rate {
  const owed = cells.filter((cell) => cell.owed);
  return { owed: owed.length, reported: owed.filter(isReported).length };
}
