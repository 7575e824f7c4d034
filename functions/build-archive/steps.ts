import * as z from 'zod';
import { Id, Slug } from '../../schemas/identifier.ts';
import { findArchive } from '../shared/archives/jobs.ts';
import { build } from './build.ts';
import type { Dependencies } from './dependencies.ts';
import { fail } from './fail.ts';
import { ArchiveFailed } from './failure.ts';
import { finish } from './finish.ts';
import { type Planned, plan } from './plan.ts';
import { clearUploads } from './prepare.ts';

const Job = z.object({ archive: Id, campaign: Slug });

/** What the state machine calls this function with. */
export const Task = z.discriminatedUnion('step', [
  Job.extend({ step: z.enum(['plan', 'finish', 'fail']) }),
  Job.extend({ step: z.literal('build'), slice: z.int().min(0) }),
]);
export type Task = z.infer<typeof Task>;

/**
 * One step of a job: plan → build each slice → finish, or fail. Any of them may run twice, at once or after a crash.
 * A job that was cancelled has nothing left to do, and nothing of it has failed.
 * @returns of `plan`, the slices that are to be built
 * @throws ArchiveFailed when trying again is of no use; the job has then ended as failed, with its reason
 */
export async function runStep(d: Dependencies, task: Task): Promise<Planned | undefined> {
  const archive = await findArchive(d.table, task.campaign, task.archive);
  if (!archive) throw new Error('there is no such archive');
  try {
    if (task.step === 'fail') {
      await fail(d, archive, { reason: 'unexpected' });
      return void (await clearUploads(d, archive));
    }
    if (archive.state === 'failed') throw new ArchiveFailed(archive.failure ?? { reason: 'unexpected' });
    if (task.step === 'plan') return await plan(d, archive);
    if (task.step === 'build') return void (await build(d, archive, task.slice));
    return void (await finish(d, archive));
  } catch (error) {
    if (error instanceof ArchiveFailed) await fail(d, archive, error.failure);
    throw error;
  }
}
