import * as z from 'zod';
import { Instant } from '../../../schemas/identifier.ts';
import type { Clock } from '../clock.ts';
import { keys } from './keys.ts';
import type { Table } from './shapes.ts';

/** What is started by the clock. */
export const JOBS = ['reconcile', 'remind'] as const;
export type Job = (typeof JOBS)[number];

/** How the last run of a job ended, and when one last ended well. */
const Run = z.object({
  endedAt: Instant,
  outcome: z.enum(['done', 'failed']),
  /** How many things the run did; of a failed one unknown. */
  count: z.int().optional(),
  doneAt: Instant.optional(),
});
export type Run = z.infer<typeof Run>;

/**
 * Runs a job and writes down how it ended: a job that does not run leaves no trace anywhere else.
 * @throws whatever the job throws
 */
export async function recorded(
  { table, clock }: { table: Table; clock: Clock },
  job: Job,
  run: () => Promise<number>,
): Promise<void> {
  const key = keys.run(job);
  const names = { '#outcome': 'outcome', '#count': 'count' };
  let count: number;
  try {
    count = await run();
  } catch (error) {
    const values = { ':at': clock().toISOString(), ':failed': 'failed' };
    const update = 'SET endedAt = :at, #outcome = :failed REMOVE #count';
    // The job's own failure is what has to be heard of.
    await table.update({ key, update, names, values }).catch(() => undefined);
    throw error;
  }
  await table.update({
    key,
    update: 'SET endedAt = :at, doneAt = :at, #outcome = :done, #count = :count',
    names,
    values: { ':at': clock().toISOString(), ':done': 'done', ':count': count },
  });
}

export async function findRun(table: Table, job: Job): Promise<Run | undefined> {
  const row = await table.get(keys.run(job));
  return row && Run.parse(row);
}
