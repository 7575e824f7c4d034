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

/** 9 of 13 => 69, 1 of 13 => 8; nothing is 100 before all of it has come, or 0 once something has. */
export function percent({ owed, reported }: Rate): number {
  if (reported <= 0) return 0;
  return reported >= owed ? 100 : Math.min(99, Math.max(1, Math.round((100 * reported) / owed)));
}
