import type { Archive } from '../../schemas/archive.ts';
import { endMail } from '../shared/archives/end-mail.ts';
import { findArchive, isUnderWay } from '../shared/archives/jobs.ts';
import { keys } from '../shared/records/keys.ts';
import { queueMail } from '../shared/records/outbox.ts';
import { ConditionFailed } from '../shared/records/shapes.ts';
import { named } from './build.ts';
import type { Dependencies } from './dependencies.ts';
import { manifestHead, manifestLine } from './manifest.ts';
import { readPlan } from './plan.ts';
import { clearUploads, findWork } from './prepare.ts';
import { finishZip } from './zip/finish-zip.ts';
import { openUploads } from './zip/prepare.ts';

/** How long the finished object is kept; the bucket's lifecycle removes it a little later. */
const KEPT_MS = 14 * 24 * 3_600_000;

/** Puts an end to every volume. @throws ArchiveFailed when a file is gone or is not what was planned */
async function finishVolumes(d: Dependencies, archive: Archive): Promise<{ key: string; size: number }[]> {
  const { store, limits } = d;
  const [work, plan] = await Promise.all([findWork(d, archive.id), readPlan(d, archive.id)]);
  if (!work || !plan) throw new Error('an archive that was not planned cannot be finished');
  const uploads = await openUploads(store, work);
  const closing = { head: manifestHead(plan.leftOut), line: manifestLine };
  try {
    const wholes = await finishZip({ store, work, uploads, closing, limits });
    return wholes.map(({ size }, i) => ({ key: work.keys[i] ?? '', size }));
  } catch (error) {
    throw await named(d, archive, error);
  }
}

/** Makes the archive known as ready and tells who asked for it, in one transaction. */
async function announce(d: Dependencies, archive: Archive, volumes: { key: string; size: number }[]) {
  const now = d.clock();
  try {
    await d.table.transact([
      {
        key: keys.archive(archive.campaign, archive.id),
        update: 'SET #state = :ready, volumes = :volumes, expiresAt = :expires REMOVE #queue, queuedAt',
        condition: '#state = :building',
        names: { '#state': 'state', '#queue': 'queue' },
        values: {
          ':ready': 'ready',
          ':building': 'building',
          ':volumes': volumes,
          ':expires': new Date(now.getTime() + KEPT_MS).toISOString(),
        },
      },
      queueMail(endMail(archive), now),
    ]);
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    // It was cancelled at the last moment, or a run of this step before us died after its transaction.
    const found = await findArchive(d.table, archive.campaign, archive.id);
    if (found && isUnderWay(found)) throw error;
    return;
  }
  d.log.info('archive ready', {
    archive: archive.id,
    bytes: volumes.reduce((sum, { size }) => sum + size, 0),
  });
}

/** The last step, whatever became of the job before it: nothing is left under way in the store. */
export async function finish(d: Dependencies, archive: Archive): Promise<void> {
  if (archive.state === 'building') await announce(d, archive, await finishVolumes(d, archive));
  await clearUploads(d, archive);
}
