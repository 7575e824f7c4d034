import type { Status, Verdict } from '../../schemas/contract/status.ts';
import { fieldsOf } from '../../schemas/form.ts';
import { listArchives } from '../shared/archives/jobs.ts';
import type { Log } from '../shared/log.ts';
import { sha256 } from '../shared/random.ts';
import { isErasureDue } from '../shared/records/erasure.ts';
import { findRun, JOBS, type Job, type Run } from '../shared/records/runs.ts';
import { findStrays, type WalkName } from '../shared/records/strays.ts';
import { askedForms } from '../shared/reports/asked-forms.ts';
import type { Dependencies } from './dependencies.ts';
import { waiting } from './waiting.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** How long after a run the next one should have ended: reconciliation comes every 5 minutes, reminders every day. */
const LATEST: { [job in Job]: number } = { reconcile: 15 * MINUTE, remind: 26 * 60 * MINUTE };

/** Of the day's quota: then there is still time to ask for more. */
const MUCH = 0.8;

/** What is not known does not hide what is. */
async function orUnknown<T>(log: Log, step: string, ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    log.error('a service did not tell its state', error, { step });
    return null;
  }
}

async function undelivered({ services, log }: Dependencies): Promise<Status['undelivered']> {
  return Promise.all(
    services.undelivered.map(async ({ name, depth }) => {
      const count = await orUnknown(log, name, depth);
      return { queue: name, count, verdict: count === null ? 'unknown' : count === 0 ? 'fine' : 'attention' };
    }),
  );
}

async function mailQuota({ services, log }: Dependencies): Promise<Status['mail']> {
  const quota = services.mailQuota && (await orUnknown(log, 'mail quota', services.mailQuota));
  if (!quota) return { most: null, sent: null, verdict: 'unknown' };
  const { most, sent } = quota;
  return { most, sent, verdict: most >= 0 && sent >= most * MUCH ? 'attention' : 'fine' };
}

/** A job that never ran is not known to be ill: the system may have been deployed a minute ago. */
function verdictOf(job: Job, run: Run | undefined, now: Date): Verdict {
  if (!run) return 'unknown';
  const late = now.getTime() - Date.parse(run.endedAt) > LATEST[job];
  return run.outcome === 'failed' || late ? 'attention' : 'fine';
}

async function runs({ table, clock }: Dependencies): Promise<Status['runs']> {
  return Promise.all(
    JOBS.map(async (job) => {
      const run = await findRun(table, job);
      return { job, ...run, verdict: verdictOf(job, run, clock()) };
    }),
  );
}

async function failedArchives({ table, campaign, clock }: Dependencies): Promise<Status['failedArchives']> {
  const since = new Date(clock().getTime() - 7 * DAY).toISOString();
  const archives = await listArchives(table, campaign.id);
  return archives
    .filter(({ state, requestedAt }) => state === 'failed' && requestedAt >= since)
    .map(({ id, requestedAt }) => ({ id, requestedAt }));
}

async function personalData({ table, campaign, clock }: Dependencies): Promise<Status['personalData']> {
  const due = await isErasureDue(table, campaign, clock());
  return { until: campaign.personalData.until, verdict: due ? 'attention' : 'fine' };
}

async function strays({ table }: Dependencies, walk: WalkName): Promise<Status['strays']> {
  const found = await findStrays(table, walk);
  if (!found) return { count: null, oldest: [], verdict: 'unknown' };
  return { ...found, verdict: found.count > 0 ? 'attention' : 'fine' };
}

function versions({ campaign, forms, commit }: Dependencies): Status['versions'] {
  return {
    commit,
    campaign: campaign.id,
    node: process.version,
    forms: askedForms(campaign, forms).map(({ form }) => ({
      form: form.id,
      version: sha256(JSON.stringify(fieldsOf(form))).slice(0, 8),
    })),
  };
}

/** All that can be said of the system's state, asked for at once. */
export async function readStatus(dependencies: Dependencies): Promise<Status> {
  const [queues, lost, failed, jobs, mail, stray, gone, personal] = await Promise.all([
    waiting(dependencies),
    undelivered(dependencies),
    failedArchives(dependencies),
    runs(dependencies),
    mailQuota(dependencies),
    strays(dependencies, 'walk-objects'),
    strays(dependencies, 'walk-records'),
    personalData(dependencies),
  ]);
  const attention = [...queues, ...lost, ...jobs, mail, stray, gone, personal].some(
    ({ verdict }) => verdict === 'attention',
  );
  return {
    at: dependencies.clock().toISOString(),
    verdict: attention || failed.length > 0 ? 'attention' : 'fine',
    waiting: queues,
    undelivered: lost,
    failedArchives: failed,
    strays: stray,
    lost: gone,
    runs: jobs,
    mail,
    personalData: personal,
    versions: versions(dependencies),
  };
}
