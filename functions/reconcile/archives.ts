import * as z from 'zod';
import { Archive, type ArchiveFailure } from '../../schemas/archive.ts';
import type { Builder } from '../shared/archives/builder.ts';
import { endMail } from '../shared/archives/end-mail.ts';
import { keys } from '../shared/records/keys.ts';
import { queueMail } from '../shared/records/outbox.ts';
import { ConditionFailed, type Record } from '../shared/records/shapes.ts';
import { before, forEachWaiting, MINUTE, type Waiting } from './waiting.ts';

/** A job that is still being planned by then was never started. */
const PATIENCE = 15 * MINUTE;
/** Building takes its time, with its retries; after that its execution is gone. */
const BUILDING = 120 * MINUTE;
/** A job that fails so often fails for a reason of its own. */
const MOST_STARTS = 5;

/** How often a job was started again, beside the job itself. */
const Restarts = z.object({ restarts: z.int().default(0), queuedAt: z.string() });

/**
 * Starts a job again that stopped half-way, under a new name, because the name of an execution is used up for
 * months. Every step of a job depends on its row alone, so a start too many does no harm.
 */
async function help({ table, clock, log }: Waiting, builder: Builder, row: Record): Promise<void> {
  const archive = Archive.parse(row);
  const { restarts, queuedAt } = Restarts.parse(row);
  const now = clock();
  if (archive.state === 'building' && queuedAt > before(now, BUILDING)) return;
  const key = keys.archive(archive.campaign, archive.id);
  const unchanged = { condition: 'queuedAt = :before', names: { '#queue': 'queue' } };
  try {
    if (restarts >= MOST_STARTS) {
      const failure: ArchiveFailure = { reason: 'unexpected' };
      await table.transact([
        {
          key,
          ...unchanged,
          update: 'SET #state = :failed, failure = :failure REMOVE #queue, queuedAt',
          names: { ...unchanged.names, '#state': 'state' },
          values: { ':before': queuedAt, ':failed': 'failed', ':failure': failure },
        },
        queueMail(endMail(archive), now),
      ]);
      log.warn('archive given up', { archive: archive.id });
      return;
    }
    await table.update({
      key,
      condition: unchanged.condition,
      update: 'SET queuedAt = :now ADD restarts :one',
      values: { ':before': queuedAt, ':now': now.toISOString(), ':one': 1 },
    });
  } catch (error) {
    // It has ended, or another run was faster.
    if (error instanceof ConditionFailed) return;
    throw error;
  }
  await builder.start(archive, `${archive.id}-${restarts + 1}`);
  log.info('archive started again', { archive: archive.id, count: restarts + 1 });
}

export const reconcileArchives = (waiting: Waiting, builder: Builder): Promise<number> =>
  forEachWaiting(waiting, 'archive', PATIENCE, (row) => help(waiting, builder, row));
