import { type Campaign, obligation } from '../../schemas/campaign.ts';
import type { Desk, DeskCell } from '../../schemas/contract/desk.ts';
import { isReported, type Rate } from '../shared/reports/rate.ts';

export interface Cell extends DeskCell {
  unit: string;
  form: string;
  /** Whether the unit must report this form; what is optional counts nowhere. */
  owed: boolean;
}

export const cellsOf = (campaign: Campaign, { cells }: Desk): Cell[] =>
  Object.entries(cells).flatMap(([unit, row]) =>
    Object.entries(row).map(([form, standing]) => ({
      ...standing,
      unit,
      form,
      owed: obligation(campaign, unit, form) === 'required',
    })),
  );

export function rateOf(cells: readonly Cell[]): Rate {
  const owed = cells.filter((cell) => cell.owed);
  return { owed: owed.length, reported: owed.filter(isReported).length };
}
