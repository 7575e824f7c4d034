import type { Archive } from '../../schemas/archive.ts';
import { keys } from '../shared/records/keys.ts';
import { ConditionFailed } from '../shared/records/shapes.ts';
import type { Dependencies } from './dependencies.ts';
import { ArchiveFailed } from './failure.ts';
import { readPlan } from './plan.ts';
import { archiveKey, type Plan } from './plan-shape.ts';
import { SourceGone } from './stores.ts';
import { ChecksumMismatch, zip } from './stream-zip.ts';

/** How often the waiting page can see something new; every write costs. */
const PROGRESS_EVERY_MS = 2000;

/** Counts what went by and writes it down now and then. A write that fails does not hold the archive up. */
function progressOf(d: Dependencies, archive: Archive) {
  const done = { files: 0, bytes: 0 };
  let writtenAt = d.clock().getTime();
  let writing: Promise<unknown> = Promise.resolve();

  const write = () =>
    d.table
      .update({
        key: keys.archive(archive.campaign, archive.id),
        update: 'SET done = :done',
        condition: '#state = :building',
        names: { '#state': 'state' },
        values: { ':done': { ...done }, ':building': 'building' },
      })
      .catch((error: unknown) => {
        if (!(error instanceof ConditionFailed))
          d.log.error('progress not written', error, { archive: archive.id });
      });

  return {
    passed(bytes: number, whole: boolean) {
      done.bytes += bytes;
      if (whole) done.files += 1;
      const now = d.clock().getTime();
      if (now - writtenAt < PROGRESS_EVERY_MS) return;
      writtenAt = now;
      writing = writing.then(write);
    },
    async end() {
      await writing;
      await write();
    },
  };
}

/** What people are told of an error: which file the archive failed at, if that was it. */
function named(error: unknown, plan: Plan): unknown {
  const file =
    error instanceof ChecksumMismatch
      ? error.entry.path
      : error instanceof SourceGone
        ? plan.entries.find(({ source }) => source.key === error.source.key)?.path
        : undefined;
  return file === undefined ? error : new ArchiveFailed({ reason: 'file-gone', file });
}

/**
 * Streams what was planned into the finished object. To be done again it starts again: the object appears only when
 * it is whole, and replaces what an earlier run stored.
 * @throws ArchiveFailed when a file is gone or is not what was planned
 */
export async function build(d: Dependencies, archive: Archive): Promise<void> {
  if (archive.state === 'ready') return;
  const plan = await readPlan(d, archive.id);
  if (!plan) throw new Error('an archive that was not planned cannot be built');
  const progress = progressOf(d, archive);
  const body = zip(plan, d.stores.open, progress.passed);
  // The upload wraps or hides what broke the stream.
  let broken: unknown;
  body.once('error', (error) => {
    broken = error;
  });
  const started = performance.now();
  try {
    await d.stores.upload(archiveKey(archive.id), body, 'application/zip');
  } catch (error) {
    throw named(broken ?? error, plan);
  } finally {
    body.destroy();
    await progress.end();
  }
  d.log.info('archive built', { archive: archive.id, milliseconds: Math.round(performance.now() - started) });
}
