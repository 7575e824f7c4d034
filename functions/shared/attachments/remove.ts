import { keys, type ReportId } from '../records/keys.ts';
import { ConditionFailed, type Table, type Update } from '../records/shapes.ts';

/** Fails when there is no such file. */
export const removal = (report: ReportId, id: string): Update => ({
  key: keys.attachment(report, id),
  update: 'SET removed = :yes REMOVE #queue, queuedAt',
  condition: 'attribute_exists(pk)',
  names: { '#queue': 'queue' },
  values: { ':yes': true },
});

/**
 * Takes a file out of what a unit is working on. The object is kept, and so is the row: revisions that have the
 * file pinned go on having it. Answers whether there was such a file.
 */
export async function removeAttachment(table: Table, report: ReportId, id: string): Promise<boolean> {
  try {
    await table.update(removal(report, id));
    return true;
  } catch (error) {
    if (error instanceof ConditionFailed) return false;
    throw error;
  }
}
