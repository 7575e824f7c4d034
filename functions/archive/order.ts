import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { Archive, type ArchiveChoice } from '../../schemas/archive.ts';
import { Id } from '../../schemas/identifier.ts';
import type { Session } from '../../schemas/session.ts';
import { choose } from '../shared/archives/choice.ts';
import { endOf, findArchive, isUnderWay, newJob } from '../shared/archives/jobs.ts';
import { Problem } from '../shared/problems.ts';
import { newId, sha256 } from '../shared/random.ts';
import { type AuditEvent, auditRow } from '../shared/records/audit.ts';
import { keys } from '../shared/records/keys.ts';
import { listHeads } from '../shared/records/reports.ts';
import { ConditionFailed, NEW, type Write } from '../shared/records/shapes.ts';
import type { Dependencies } from './dependencies.ts';
import { knownChoice } from './known-choice.ts';
import type { PagedChoice } from './posted-choice.ts';

/** Where the archive's own row stands among the writes. */
const ARCHIVE = 0;
/** Tries to be first against others who ask for the same at the same moment. */
const RACES = 5;

const NOTHING = {
  pointer: '',
  severity: 'blocking',
  code: 'nothing-reported',
  message: {
    zh: '所选范围内还没有可归档的报表，请放宽选择。',
    en: 'Nothing of what you chose has been reported yet. Choose more.',
  },
} as const;

/** The newest archive of a choice, however it ended: who replaces it must have seen it end. */
async function newestOf({ table, campaign }: Dependencies, choice: ArchiveChoice) {
  const key = keys.choice(campaign.id, sha256(JSON.stringify(choice)));
  const row = await table.get(key);
  const id = row && z.object({ archive: Id }).parse(row).archive;
  return { key, id, archive: id && (await findArchive(table, campaign.id, id)) };
}

function nextOf({ key, id }: Awaited<ReturnType<typeof newestOf>>, archive: Archive): Write {
  const put = { ...key, type: 'choice', archive: archive.id, ttl: endOf(archive) };
  return {
    put,
    condition: id
      ? { expression: '#archive = :seen', names: { '#archive': 'archive' }, values: { ':seen': id } }
      : NEW,
  };
}

/**
 * Writes the job down, unless one of the same choice is under way: then its id is the answer. Of many who ask at the
 * same moment one starts the job.
 */
async function writeDown(
  d: Dependencies,
  { archive, reports }: Pick<ReturnType<typeof choose>, 'reports'> & { archive: Archive },
  event: Omit<AuditEvent, 'archive'>,
  brought: boolean,
): Promise<string> {
  const { table } = d;
  const audit = (id: string) => auditRow({ ...event, archive: id }, new Date(archive.requestedAt));
  for (let race = 1; ; race++) {
    const newest = await newestOf(d, archive.choice);
    if (newest.archive && isUnderWay(newest.archive)) {
      if (newest.archive.id !== archive.id) await table.put(audit(newest.archive.id));
      return newest.archive.id;
    }
    try {
      await table.transact([
        ...newJob(archive, reports),
        nextOf(newest, archive),
        { put: audit(archive.id) },
      ]);
      return archive.id;
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error;
      // The same page was posted before: this is that archive, ended or not.
      const known = brought && error.failed.includes(ARCHIVE);
      if (known && (await findArchive(table, archive.campaign, archive.id))) return archive.id;
      if (race >= RACES) throw error;
      await pause(Math.random() * 30 * race);
    }
  }
}

/**
 * Asks for an archive of what is reported now. Once it is written down it will be built: where the start fails, the
 * reconciliation of jobs that wait makes up for it.
 * @returns the archive's id; that of the job under way where the same is being built already
 * @throws Problem `invalid-input`, also when the archive would hold nothing
 */
export async function order(
  d: Dependencies,
  { id: brought, ...given }: PagedChoice,
  session: Session,
): Promise<string> {
  const { table, builder, campaign, clock, log } = d;
  const choice = knownChoice(campaign, given);
  const { email, office } = session;
  if (office === undefined) throw new Problem('not-allowed');
  const { reports, missing } = choose(campaign, choice, await listHeads(table, campaign.id));
  if (reports.length === 0) throw new Problem('invalid-input', [NOTHING]);
  const now = clock();
  const archive = Archive.parse({
    id: brought ?? newId(now),
    campaign: campaign.id,
    choice,
    requestedBy: email,
    office,
    requestedAt: now.toISOString(),
    state: 'planning',
    missing,
  });
  const event = { campaign: campaign.id, by: email, action: 'archive-requested', office } as const;
  const id = await writeDown(d, { archive, reports }, event, brought !== undefined);
  log.info('archive requested', { archive: id, count: reports.length });
  if (id !== archive.id) return id;
  try {
    await builder.start(archive);
  } catch (error) {
    log.error('archive not started yet', error, { archive: id });
  }
  return id;
}
