import type { Dependencies } from '../../../functions/build-archive/dependencies.ts';
import { findWork } from '../../../functions/build-archive/prepare.ts';
import { runStep, type Task } from '../../../functions/build-archive/steps.ts';
import { slicesOf } from '../../../functions/build-archive/zip/prepare.ts';
import { choose } from '../../../functions/shared/archives/choice.ts';
import { newJob } from '../../../functions/shared/archives/jobs.ts';
import { listHeads } from '../../../functions/shared/records/reports.ts';
import { Archive, type ArchiveChoice } from '../../../schemas/archive.ts';
import { heilongjiang2023 } from '../../../schemas/campaigns/heilongjiang-2023.ts';
import { forms } from '../../../schemas/forms/index.ts';
import { collectedLog } from '../../support/collected-log.ts';
import { type MemoryStore, memoryStore } from '../../support/memory-store.ts';
import { type MemoryTable, memoryTable } from '../../support/memory-table.ts';
import { anId, CAMPAIGN } from '../../support/stored-reports.ts';

export interface World extends Dependencies {
  table: MemoryTable;
  store: MemoryStore;
  log: ReturnType<typeof collectedLog>;
}

export const world = (store = memoryStore()): World => ({
  table: memoryTable(),
  store,
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

/** As the state machine does; the slices at once. */
export async function run(d: Dependencies, archive: string, ...steps: Task['step'][]): Promise<void> {
  const job = { archive, campaign: CAMPAIGN };
  for (const step of steps) {
    if (step !== 'build') {
      await runStep(d, { ...job, step });
      continue;
    }
    const work = await findWork(d, archive);
    // A job that was not planned has no slices; to build it all the same must do no harm.
    const slices = work ? slicesOf(work) : [0];
    const built = await Promise.allSettled(slices.map((slice) => runStep(d, { ...job, step, slice })));
    for (const one of built) if (one.status === 'rejected') throw one.reason;
  }
}

/** The finished ZIP. */
export const zipOf = ({ store }: World, archive: string): Buffer => store.zip(`archives/${archive}.zip`);

export const hasZip = ({ store }: World, archive: string): boolean =>
  store.archives.has(`archives/${archive}.zip`);

export const rowOf = ({ table }: World, archive: string): { [name: string]: unknown } | undefined =>
  table.rows().find(({ sk }) => sk === `ARCHIVE#${archive}`);
