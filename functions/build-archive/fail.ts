import { setTimeout as pause } from 'node:timers/promises';
import type { Archive, ArchiveFailure } from '../../schemas/archive.ts';
import { endMail } from '../shared/archives/end-mail.ts';
import { findArchive, isUnderWay } from '../shared/archives/jobs.ts';
import { keys } from '../shared/records/keys.ts';
import { queueMail } from '../shared/records/outbox.ts';
import { ConditionFailed } from '../shared/records/shapes.ts';
import type { Dependencies } from './dependencies.ts';

/** Builders that write their progress at the same moment refuse a transaction. */
const TRIES = 6;

/**
 * Ends the job with a reason and tells who asked for it; what has ended already stays as it ended, so the first reason
 * is kept.
 */
export async function fail(d: Dependencies, archive: Archive, failure: ArchiveFailure): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await d.table.transact([
        {
          key: keys.archive(archive.campaign, archive.id),
          update: 'SET #state = :failed, failure = :failure REMOVE #queue, queuedAt',
          condition: '#state IN (:planning, :building)',
          names: { '#state': 'state', '#queue': 'queue' },
          values: {
            ':failed': 'failed',
            ':failure': failure,
            ':planning': 'planning',
            ':building': 'building',
          },
        },
        queueMail(endMail(archive), d.clock()),
      ]);
      return d.log.warn('archive failed', { archive: archive.id, problem: failure.reason });
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error;
      const now = await findArchive(d.table, archive.campaign, archive.id);
      if (!now || !isUnderWay(now)) return;
      if (tries >= TRIES) throw error;
      await pause(Math.random() * 40 * tries);
    }
  }
}
