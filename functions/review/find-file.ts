import type { Attachment, PinnedAttachment } from '../../schemas/attachment.ts';
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
  const now = [...attachments, ...removed].find((one) => one.id === id);
  // What is known of the very same bytes now, else as they were submitted.
  const same =
    pinned && now?.pin?.versionId === pinned.pin.versionId
      ? { ...now, name: pinned.name, caption: pinned.caption }
      : pinned;
  // What the unit removed and never submitted is no business of the office.
  const file = same ?? (revision === undefined && !now?.removed ? now : undefined);
  if (!file?.pin) throw new Problem('not-found');
  return { ...file, pin: file.pin };
}
