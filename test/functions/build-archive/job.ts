import type { Dependencies } from '../../../functions/build-archive/dependencies.ts';
import { runStep, type Task } from '../../../functions/build-archive/steps.ts';
import { choose } from '../../../functions/shared/archives/choice.ts';
import { newJob } from '../../../functions/shared/archives/jobs.ts';
import { listHeads } from '../../../functions/shared/records/reports.ts';
import { Archive, type ArchiveChoice } from '../../../schemas/archive.ts';
import { heilongjiang2023 } from '../../../schemas/campaigns/heilongjiang-2023.ts';
import { forms } from '../../../schemas/forms/index.ts';
import { collectedLog } from '../../support/collected-log.ts';
import { type MemoryStores, memoryStores } from '../../support/memory-stores.ts';
import { type MemoryTable, memoryTable } from '../../support/memory-table.ts';
import { anId, CAMPAIGN } from '../../support/stored-reports.ts';

export interface World extends Dependencies {
  table: MemoryTable;
  stores: MemoryStores;
  log: ReturnType<typeof collectedLog>;
}

export const world = (): World => ({
  table: memoryTable(),
  stores: memoryStores(),
  campaign: heilongjiang2023,
  forms,
  clock: () => new Date('2023-06-20T01:15:00.000Z'),
  log: collectedLog(),
});

/** Asks for an archive as the HTTP function does; answers its id. */
export async function order(
  { table }: World,
  choice: ArchiveChoice = {},
  requestedAt = '2023-06-20T01:14:00.000Z',
): Promise<string> {
  const { reports, missing } = choose(heilongjiang2023, choice, await listHeads(table, CAMPAIGN));
  const archive = Archive.parse({
    id: anId(),
    campaign: CAMPAIGN,
    choice,
    requestedBy: 'lead@example.org',
    office: 'lead',
    requestedAt,
    state: 'planning',
    missing,
  });
  await table.transact(newJob(archive, reports));
  return archive.id;
}

export const run = (d: World, archive: string, ...steps: Task['step'][]): Promise<void> =>
  steps.reduce(
    (before, step) => before.then(() => runStep(d, { step, archive, campaign: CAMPAIGN })),
    Promise.resolve(),
  );

/** The finished ZIP. */
export function zipOf({ stores }: World, archive: string): Buffer {
  const held = stores.archives.get(`archives/${archive}.zip`);
  if (!held) throw new Error('there is no archive');
  return held.bytes;
}

export const rowOf = ({ table }: World, archive: string): { [name: string]: unknown } | undefined =>
  table.rows().find(({ sk }) => sk === `ARCHIVE#${archive}`);
