import { Archive } from '../../../schemas/archive.ts';
import { keys } from '../records/keys.ts';
import type { Record, Table } from '../records/shapes.ts';

/** The row of a new job; it stays in the queue, where a job that stopped is found, until it is ready or failed. */
export const newArchiveRow = (archive: Archive): Record => ({
  ...keys.archive(archive.campaign, archive.id),
  type: 'archive',
  ...archive,
  queue: 'archive',
  queuedAt: archive.requestedAt,
});

export async function findArchive(table: Table, campaign: string, id: string): Promise<Archive | undefined> {
  const row = await table.get(keys.archive(campaign, id));
  return row && Archive.parse(row);
}

/** The newest first; a campaign has dozens. */
export async function listArchives(table: Table, campaign: string): Promise<Archive[]> {
  const rows = await table.query({ ...keys.archives(campaign), newestFirst: true });
  return rows.map((row) => Archive.parse(row));
}
