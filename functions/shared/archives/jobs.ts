import { Archive, type Progress } from '../../../schemas/archive.ts';
import { ReportHead } from '../../../schemas/report.ts';
import { keys } from '../records/keys.ts';
import { pack, unpack } from '../records/packed.ts';
import { NEW, type Record, type Table, type Write } from '../records/shapes.ts';

/** Longer than any job takes: after that nobody asks what it was made of. */
const KEPT_SECONDS = 30 * 24 * 3600;

export const endOf = ({ requestedAt }: Pick<Archive, 'requestedAt'>): number =>
  Math.ceil(Date.parse(requestedAt) / 1000) + KEPT_SECONDS;

/** The row of a new job; it stays in the queue, where a job that stopped is found, until it is ready or failed. */
export const newArchiveRow = (archive: Archive): Record => ({
  ...keys.archive(archive.campaign, archive.id),
  type: 'archive',
  ...archive,
  queue: 'archive',
  queuedAt: archive.requestedAt,
});

/** A new job, and the revisions that it will hold: what is submitted or decided later does not slip in. */
export const newJob = (archive: Archive, reports: readonly ReportHead[]): Write[] => [
  { put: newArchiveRow(archive), condition: NEW },
  {
    put: pack({
      ...keys.pinned(archive.campaign, archive.id),
      type: 'pinned',
      answers: reports,
      ttl: endOf(archive),
    }),
  },
];

/** Where each report of a job stood when it was asked for. */
export async function findPinned(table: Table, { campaign, id }: Archive): Promise<ReportHead[]> {
  const row = await table.get(keys.pinned(campaign, id));
  return ReportHead.array().parse(unpack(row?.answers));
}

export const isUnderWay = ({ state }: Pick<Archive, 'state'>): boolean =>
  state === 'planning' || state === 'building';

/** How far a job is, whoever builds it. */
export function doneOf({
  state,
  files,
  bytes,
  progress,
}: Pick<Archive, 'state' | 'files' | 'bytes' | 'progress'>): Progress {
  if (state === 'ready') return { files, bytes };
  const all = Object.values(progress);
  return {
    files: all.reduce((sum, one) => sum + one.files, 0),
    bytes: all.reduce((sum, one) => sum + one.bytes, 0),
  };
}

/** Of all volumes together, in bytes; undefined until they are finished. */
export const sizeOf = ({ volumes }: Pick<Archive, 'volumes'>): number | undefined =>
  volumes?.reduce((sum, { size }) => sum + size, 0);

export async function findArchive(table: Table, campaign: string, id: string): Promise<Archive | undefined> {
  const row = await table.get(keys.archive(campaign, id));
  return row && Archive.parse(row);
}

/** The newest first; a campaign has dozens. */
export async function listArchives(table: Table, campaign: string): Promise<Archive[]> {
  const rows = await table.query({ ...keys.archives(campaign), newestFirst: true });
  return rows.map((row) => Archive.parse(row));
}
