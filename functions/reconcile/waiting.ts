import type { Clock } from '../shared/clock.ts';
import type { Log } from '../shared/log.ts';
import type { Record, Table } from '../shared/records/shapes.ts';

export interface Waiting {
  table: Table;
  clock: Clock;
  log: Log;
}

export const MINUTE = 60_000;

/** Rows of one answer of the store. */
const PAGE = 100;

export const before = (now: Date, milliseconds: number): string =>
  new Date(now.getTime() - milliseconds).toISOString();

/**
 * Does something for each row that has waited in a queue for so long, the longest first. One row that cannot be
 * helped is logged and does not keep the others waiting. Answers how many were looked after.
 */
export async function forEachWaiting(
  { table, clock, log }: Waiting,
  queue: string,
  milliseconds: number,
  help: (row: Record) => Promise<void>,
): Promise<number> {
  const until = before(clock(), milliseconds);
  let helped = 0;
  let next: Record | undefined;
  do {
    const page = await table.page({ queue, until, limit: PAGE }, next);
    for (const row of page.records) {
      try {
        await help(row);
        helped++;
      } catch (error) {
        log.error('a row that waits could not be helped', error, { step: queue });
      }
    }
    next = page.next;
  } while (next);
  return helped;
}
