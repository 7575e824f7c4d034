import type { Archive } from '../../schemas/archive.ts';
import { findArchive } from '../shared/archives/jobs.ts';
import { keys } from '../shared/records/keys.ts';
import { queueMail } from '../shared/records/outbox.ts';
import { ConditionFailed } from '../shared/records/shapes.ts';
import type { Dependencies } from './dependencies.ts';
import { archiveKey } from './plan-shape.ts';

/** How long the finished object is kept; the bucket's lifecycle removes it a little later. */
const KEPT_MS = 14 * 24 * 3_600_000;

/** Makes the archive known as ready and tells who asked for it, in one transaction. */
export async function finish(d: Dependencies, archive: Archive): Promise<void> {
  if (archive.state === 'ready') return;
  const key = archiveKey(archive.id);
  const size = await d.stores.size(key);
  if (size === undefined) throw new Error('the archive that was built is not there');
  const now = d.clock();
  try {
    await d.table.transact([
      {
        key: keys.archive(archive.campaign, archive.id),
        update:
          'SET #state = :ready, #size = :size, #key = :key, expiresAt = :expires, done = :done REMOVE #queue, queuedAt',
        condition: '#state = :building',
        names: { '#state': 'state', '#size': 'size', '#key': 'key', '#queue': 'queue' },
        values: {
          ':ready': 'ready',
          ':building': 'building',
          ':size': size,
          ':key': key,
          ':expires': new Date(now.getTime() + KEPT_MS).toISOString(),
          ':done': { files: archive.files, bytes: archive.bytes },
        },
      },
      queueMail(
        {
          id: `${archive.id}.archive-ready`,
          kind: 'archive-ready',
          campaign: archive.campaign,
          address: archive.requestedBy,
          archive: archive.id,
        },
        now,
      ),
    ]);
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    // A run of this step before us may have died after its transaction: then all is done.
    if ((await findArchive(d.table, archive.campaign, archive.id))?.state !== 'ready') throw error;
  }
  d.log.info('archive ready', { archive: archive.id, bytes: size });
}
