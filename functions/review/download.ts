import { Problem } from '../shared/problems.ts';
import { findRevision, findWork, listRevisions } from '../shared/records/reports.ts';
import type { AskedReport } from './asked-report.ts';
import type { Dependencies } from './dependencies.ts';

/** Long enough to start a download; the bytes may take longer. */
const SECONDS = 300;

/**
 * A link to the very bytes of a file: as a revision pinned them, or as they arrived when none has them yet.
 * @param revision looked into alone when given
 * @throws Problem `not-found`, also for a file that has not arrived
 */
export async function download(
  { table, files }: Dependencies,
  asked: AskedReport,
  id: string,
  revision: number | undefined,
): Promise<string> {
  const revisions =
    revision === undefined
      ? (await listRevisions(table, asked)).toReversed()
      : [await findRevision(table, asked, revision)];
  const pinned = revisions.flatMap((one) => one?.attachments ?? []).find((one) => one.id === id);
  const unsubmitted = pinned === undefined && revision === undefined;
  const file = unsubmitted ? (await findWork(table, asked)).attachments.find((one) => one.id === id) : pinned;
  if (!file?.pin) throw new Problem('not-found');
  return files.presignGet({
    key: file.key,
    versionId: file.pin.versionId,
    name: file.name ?? id,
    type: file.type,
    seconds: SECONDS,
  });
}
