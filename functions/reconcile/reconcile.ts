import type { Builder } from '../shared/archives/builder.ts';
import { reconcileArchives } from './archives.ts';
import { reconcileInspections } from './inspections.ts';
import { reconcileMails } from './mails.ts';
import { type Walking, walkObjects } from './objects.ts';
import { walkRecords } from './records.ts';
import { reconcileScans, type Scanning } from './scans.ts';
import { reconcileUploads } from './uploads.ts';

export interface Dependencies extends Walking {
  objects: Walking['objects'] & Scanning['objects'];
  builder: Builder;
  /** Are files scanned for malware, and the others withheld by the store? */
  scanned?: boolean;
}

/**
 * Sets going again whatever waits for an event that was lost. Mails first: they are few, quick and promised.
 * @returns how many things were looked after
 * @throws AggregateError when one of the queues could not be read; the others were looked after all the same
 */
export async function reconcile(dependencies: Dependencies): Promise<number> {
  const tasks = [
    () => reconcileMails(dependencies),
    () => reconcileArchives(dependencies, dependencies.builder),
    () => reconcileUploads(dependencies),
    () => reconcileInspections(dependencies),
    ...(dependencies.scanned ? [() => reconcileScans(dependencies)] : []),
    () => walkObjects(dependencies),
    () => walkRecords(dependencies),
  ];
  const failures: unknown[] = [];
  let count = 0;
  for (const task of tasks) {
    try {
      count += await task();
    } catch (error) {
      failures.push(error);
    }
  }
  if (count > 0) dependencies.log.info('looked after what waits', { count });
  if (failures.length > 0) throw new AggregateError(failures);
  return count;
}
