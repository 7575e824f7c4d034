import type { Archive } from '../../schemas/archive.ts';
import type { Dependencies } from './dependencies.ts';
import { ArchiveFailed } from './failure.ts';
import { readPlan } from './plan.ts';
import { findWork } from './prepare.ts';
import { JobEnded, openProgress } from './progress.ts';
import { buildSlice } from './zip/build-slice.ts';
import { ChecksumMismatch } from './zip/pinned.ts';
import { openUploads } from './zip/prepare.ts';
import { SourceGone } from './zip/store.ts';

/** What people are told of an error: which file the archive failed at, if that was it. */
export async function named(d: Dependencies, archive: Archive, error: unknown): Promise<unknown> {
  if (error instanceof ChecksumMismatch)
    return new ArchiveFailed({ reason: 'file-gone', file: error.entry.path });
  if (!(error instanceof SourceGone)) return error;
  const { key } = error.source;
  const file = (await readPlan(d, archive.id))?.entries.find(({ source }) => source.key === key)?.path;
  return file === undefined ? error : new ArchiveFailed({ reason: 'file-gone', file });
}

/**
 * Brings one slice of what was planned into the uploads that all builders share. To be done again, it copies nothing
 * that is there.
 * @throws ArchiveFailed when a file is gone or is not what was planned
 */
export async function build(d: Dependencies, archive: Archive, slice: number): Promise<void> {
  if (archive.state !== 'building') return;
  const work = await findWork(d, archive.id);
  if (!work) throw new Error('an archive that was not planned cannot be built');
  const uploads = await openUploads(d.store, work);
  const progress = openProgress(d, archive, slice);
  const started = performance.now();
  try {
    await buildSlice({ store: d.store, work, uploads, progress: progress.passed }, slice);
  } catch (error) {
    if (error instanceof JobEnded)
      return d.log.info('building stopped', { archive: archive.id, count: slice });
    throw await named(d, archive, error);
  } finally {
    await progress.end();
  }
  const milliseconds = Math.round(performance.now() - started);
  d.log.info('slice built', { archive: archive.id, count: slice, milliseconds });
}
