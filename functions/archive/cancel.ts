import type { Archive } from '../../schemas/archive.ts';
import type { Session } from '../../schemas/session.ts';
import { findArchive, isUnderWay } from '../shared/archives/jobs.ts';
import { Problem } from '../shared/problems.ts';
import { auditRow } from '../shared/records/audit.ts';
import { keys } from '../shared/records/keys.ts';
import { ConditionFailed } from '../shared/records/shapes.ts';
import type { Dependencies } from './dependencies.ts';

/** A row that is being written by the builder at the same moment refuses a transaction. */
const TRIES = 4;

/**
 * Ends a job that is under way; its steps see that and stop. One that was cancelled before stays so.
 * @throws Problem `archive-ended` for one that is ready or has failed
 */
export async function cancel(
  { table, campaign, clock, log }: Dependencies,
  { id }: Archive,
  { email, office }: Session,
): Promise<Archive> {
  const now = clock();
  const event = {
    campaign: campaign.id,
    by: email,
    action: 'archive-cancelled',
    office,
    archive: id,
  } as const;
  for (let tries = 1; ; tries++) {
    const archive = await findArchive(table, campaign.id, id);
    if (!archive) throw new Problem('not-found');
    if (archive.state === 'cancelled') return archive;
    if (!isUnderWay(archive)) throw new Problem('archive-ended');
    try {
      await table.transact([
        {
          key: keys.archive(campaign.id, id),
          update: 'SET #state = :cancelled REMOVE #queue, queuedAt',
          condition: '#state IN (:planning, :building)',
          names: { '#state': 'state', '#queue': 'queue' },
          values: { ':cancelled': 'cancelled', ':planning': 'planning', ':building': 'building' },
        },
        { put: auditRow(event, now) },
      ]);
      log.info('archive cancelled', { archive: id });
      return { ...archive, state: 'cancelled' };
    } catch (error) {
      if (!(error instanceof ConditionFailed) || tries >= TRIES) throw error;
    }
  }
}
