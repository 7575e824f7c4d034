import type { Attachment } from '../../../schemas/attachment.ts';
import { keys, type ReportId } from '../records/keys.ts';
import { readAttachment } from '../records/reports.ts';
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
 * file pinned go on having it, and it can be taken back. Answers the file, if there was such a one.
 */
export async function removeAttachment(
  table: Table,
  report: ReportId,
  id: string,
): Promise<Attachment | undefined> {
  try {
    return readAttachment(await table.update(removal(report, id)));
  } catch (error) {
    if (error instanceof ConditionFailed) return undefined;
    throw error;
  }
}
