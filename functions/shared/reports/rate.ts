import type { ReportStatus } from '../../../schemas/contract/reports.ts';

/** The reporting rate (报送率): of what is owed, how much has come in. */
export interface Rate {
  owed: number;
  reported: number;
}

/**
 * Reported once it was submitted, a nil return like any other and also while it is being corrected; what was taken
 * back is owed again.
 */
export const isReported = ({ state }: { state: ReportStatus }): boolean =>
  state === 'submitted' || state === 'accepted' || state === 'returned';

/** 9 of 13 => 69; nothing is 100 before all of it has come. */
export const percent = ({ owed, reported }: Rate): number => Math.floor((100 * reported) / owed);
