import { isReported } from '../shared/reports/rate.ts';
import type { Cell } from './rates.ts';

interface Owing {
  units: string[];
  forms: string[];
}

const unique = (ids: readonly string[]) => [...new Set(ids)];

/** Who owes what of these reports and can still hand it in; what is closed is chased no more. */
export function owingOf(cells: readonly Cell[]): Owing {
  const owing = cells.filter(
    (cell) => cell.owed && !isReported(cell) && ['owed', 'overdue'].includes(cell.timeliness),
  );
  return { units: unique(owing.map(({ unit }) => unit)), forms: unique(owing.map(({ form }) => form)) };
}

/** The page that chases, with these units and forms ticked. */
export function chaseAddress({ units, forms }: Owing): string {
  const chosen = [...units.map((id) => ['units', id]), ...forms.map((id) => ['forms', id])];
  return `/reminders?${new URLSearchParams(chosen)}`;
}
