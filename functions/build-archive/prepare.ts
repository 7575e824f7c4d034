import type { Archive } from '../../schemas/archive.ts';
import type { Dependencies } from './dependencies.ts';
import { ArchiveFailed } from './failure.ts';
import { manifestHead, manifestLineLength } from './manifest.ts';
import { type Plan, volumeKey, workPrefix } from './plan-shape.ts';
import { TooLarge } from './zip/plan-zip.ts';
import { abandonUploads, prepareZip } from './zip/prepare.ts';
import { packJson, unpackJson, Work, workKeys } from './zip/work.ts';

const workKey = (archive: string) => workKeys(workPrefix(archive)).work;

/** What the builders of an archive work from, once it is prepared. */
export async function findWork({ store }: Dependencies, archive: string): Promise<Work | undefined> {
  const stored = await store.get(workKey(archive));
  return stored && Work.parse(unpackJson(stored));
}

async function cut({ store, limits, log }: Dependencies, { id }: Archive, plan: Plan): Promise<Work> {
  try {
    const { work, estimated } = await prepareZip({
      store,
      entries: () => plan.entries,
      prefix: workPrefix(id),
      keyOf: (volume, volumes) => volumeKey(id, volume, volumes),
      closing: {
        path: plan.manifestPath,
        modifiedAt: plan.contentAt,
        length: manifestHead(plan.leftOut).length,
        lineLength: manifestLineLength,
      },
      limits,
    });
    log.info('archive prepared', {
      archive: id,
      count: estimated.puts + estimated.gets,
      bytes: estimated.through,
    });
    return work;
  } catch (error) {
    throw error instanceof TooLarge ? new ArchiveFailed({ reason: 'too-large', file: error.path }) : error;
  }
}

/**
 * Cuts the plan into what each builder does. The same plan is always cut alike, so a run that meets another, or one
 * that died half-way, writes the same again.
 * @throws ArchiveFailed for a file that no object can hold
 */
export async function prepare(d: Dependencies, archive: Archive, plan: Plan): Promise<Work> {
  const before = await findWork(d, archive.id);
  if (before) return before;
  const work = await cut(d, archive, plan);
  await d.store.put(workKey(archive.id), packJson(work));
  return work;
}

/**
 * Ends what is under way in the store for a job that ended, well or not. What is kept of the work goes by the bucket's
 * lifecycle, and so does a part that a builder sends at this very moment.
 */
export async function clearUploads(d: Dependencies, { id }: Archive): Promise<void> {
  const work = await findWork(d, id);
  if (work) await abandonUploads(d.store, work);
}
