import type { Archive } from '../../schemas/archive.ts';
import { keys } from '../shared/records/keys.ts';
import { ConditionFailed } from '../shared/records/shapes.ts';
import type { Dependencies } from './dependencies.ts';

/** How often the waiting page can see something new; every write costs. */
const EVERY_MS = 2000;

/** The job was cancelled or has failed meanwhile: there is nothing more to build. */
export class JobEnded extends Error {
  constructor() {
    super('the job has ended');
    this.name = 'JobEnded';
  }
}

/**
 * Counts what one builder has brought in and writes it down now and then. Each writes its own figures, so that none
 * is counted twice when a slice is begun again. A write that is refused tells that the job has ended.
 */
export function openProgress({ table, clock, log }: Dependencies, archive: Archive, slice: number) {
  const done = { files: 0, bytes: 0 };
  let writtenAt = clock().getTime();
  let writing: Promise<unknown> = Promise.resolve();
  let ended = false;

  const write = async () => {
    try {
      await table.update({
        key: keys.archive(archive.campaign, archive.id),
        update: 'SET #progress.#slice = :done',
        condition: '#state = :building',
        names: { '#state': 'state', '#progress': 'progress', '#slice': String(slice) },
        values: { ':done': { ...done }, ':building': 'building' },
      });
    } catch (error) {
      if (error instanceof ConditionFailed) ended = true;
      // Whatever else it was: the archive does not wait for its page.
      else log.warn('progress not written', { archive: archive.id });
    }
  };

  return {
    /** @throws JobEnded */
    passed(files: number, bytes: number): void {
      if (ended) throw new JobEnded();
      done.files += files;
      done.bytes += bytes;
      const now = clock().getTime();
      if (now - writtenAt < EVERY_MS) return;
      writtenAt = now;
      writing = writing.then(write);
    },
    async end(): Promise<void> {
      await writing;
      await write();
    },
  };
}
