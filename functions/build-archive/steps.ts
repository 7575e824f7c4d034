import * as z from 'zod';
import { Id, Slug } from '../../schemas/identifier.ts';
import { findArchive } from '../shared/archives/jobs.ts';
import { build } from './build.ts';
import type { Dependencies } from './dependencies.ts';
import { fail } from './fail.ts';
import { ArchiveFailed } from './failure.ts';
import { finish } from './finish.ts';
import { plan } from './plan.ts';

/** What the state machine calls this function with. */
export const Task = z.object({
  step: z.enum(['plan', 'build', 'finish', 'fail']),
  archive: Id,
  campaign: Slug,
});
export type Task = z.infer<typeof Task>;

/**
 * One step of a job: plan → build → finish, or fail. Any of them may run twice, at once or after a crash.
 * @throws ArchiveFailed when trying again is of no use; the job has then ended as failed, with its reason
 */
export async function runStep(d: Dependencies, { step, archive: id, campaign }: Task): Promise<void> {
  const archive = await findArchive(d.table, campaign, id);
  if (!archive) throw new Error('there is no such archive');
  if (step === 'fail') return fail(d, archive, { reason: 'unexpected' });
  // Whoever cancelled it knows; the steps that are left have nothing to do, and nothing has failed.
  if (archive.state === 'cancelled') return;
  if (archive.state === 'failed') throw new ArchiveFailed(archive.failure ?? { reason: 'unexpected' });
  try {
    await { plan, build, finish }[step](d, archive);
  } catch (error) {
    if (error instanceof ArchiveFailed) await fail(d, archive, error.failure);
    throw error;
  }
}
