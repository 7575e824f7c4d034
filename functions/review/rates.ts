import { type Campaign, obligation } from '../../schemas/campaign.ts';
import type { Desk } from '../../schemas/contract/desk.ts';
import type { Standing } from '../../schemas/contract/reports.ts';

/** The reporting rate (报送率): of what is owed, how much has come in. */
export interface Rate {
  owed: number;
  reported: number;
}

/**
 * Reported once it was submitted, a nil return like any other and also while it is being corrected; what was taken
 * back is owed again.
 */
export const isReported = ({ state }: Standing): boolean =>
  state === 'submitted' || state === 'accepted' || state === 'returned';

export interface Cell extends Standing {
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

/** 9 of 13 => 69; nothing is 100 before all of it has come. */
export const percent = ({ owed, reported }: Rate): number => Math.floor((100 * reported) / owed);
