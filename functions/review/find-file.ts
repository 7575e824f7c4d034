import type { Attachment, PinnedAttachment } from '../../schemas/attachment.ts';
import { asKnownNow } from '../shared/attachments/as-known-now.ts';
import { Problem } from '../shared/problems.ts';
import { findRevision, findWork, listRevisions } from '../shared/records/reports.ts';
import type { Table } from '../shared/records/shapes.ts';
import type { AskedReport } from './asked-report.ts';

/** A file of a report: as a revision pinned it, or as it arrived when none has it yet. */
export type FoundFile = (Attachment | PinnedAttachment) & { pin: PinnedAttachment['pin'] };

/**
 * @param revision looked into alone when given
 * @throws Problem `not-found`, also for a file that has not arrived
 */
export async function findFile(
  table: Table,
  asked: AskedReport,
  id: string,
  revision: number | undefined,
): Promise<FoundFile> {
  const [revisions, { attachments, removed }] = await Promise.all([
    revision === undefined
      ? listRevisions(table, asked).then((all) => all.toReversed())
      : findRevision(table, asked, revision).then((one) => [one]),
    findWork(table, asked),
  ]);
  const pinned = revisions.flatMap((one) => one?.attachments ?? []).find((one) => one.id === id);
  // What the unit removed and never submitted is no business of the office.
  const now = revision === undefined ? attachments.find((one) => one.id === id) : undefined;
  const file = pinned ? asKnownNow([...attachments, ...removed], pinned) : now;
  if (!file?.pin) throw new Problem('not-found');
  return { ...file, pin: file.pin };
}
