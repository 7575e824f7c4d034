import type { Archive, ArchiveFailure } from '../../schemas/archive.ts';
import { keys } from '../shared/records/keys.ts';
import { ConditionFailed } from '../shared/records/shapes.ts';
import type { Dependencies } from './dependencies.ts';

/** Ends the job with a reason; what has ended already stays as it ended, so the first reason is kept. */
export async function fail(d: Dependencies, archive: Archive, failure: ArchiveFailure): Promise<void> {
  try {
    await d.table.update({
      key: keys.archive(archive.campaign, archive.id),
      update: 'SET #state = :failed, failure = :failure REMOVE #queue, queuedAt',
      condition: '#state IN (:planning, :building)',
      names: { '#state': 'state', '#queue': 'queue' },
      values: { ':failed': 'failed', ':failure': failure, ':planning': 'planning', ':building': 'building' },
    });
    d.log.warn('archive failed', { archive: archive.id, problem: failure.reason });
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
  }
}
