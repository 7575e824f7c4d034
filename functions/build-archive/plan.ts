import { crc32 } from 'node:zlib';
import type { Archive } from '../../schemas/archive.ts';
import { everyUnit } from '../../schemas/campaign.ts';
import { findPinned, isUnderWay } from '../shared/archives/jobs.ts';
import { readCampaign } from '../shared/campaign.ts';
import { sha256 } from '../shared/random.ts';
import { keys } from '../shared/records/keys.ts';
import { ConditionFailed } from '../shared/records/shapes.ts';
import { consolidatedTable } from '../shared/workbook/consolidated.ts';
import { XLSX } from '../shared/workbook/media-type.ts';
import { fileEntries, leftOutOf } from './contents.ts';
import type { Dependencies } from './dependencies.ts';
import { gather } from './gather.ts';
import { openPaths } from './paths.ts';
import { bytesOf, type Entry, Plan, partKey, planKey } from './plan-shape.ts';
import { prepare } from './prepare.ts';
import { readme } from './readme.ts';
import { openUploads, slicesOf } from './zip/prepare.ts';
import { crcToBase64 } from './zip/work.ts';

/** A file that the archive brings along: stored now, so that it too is pinned. */
async function part(
  d: Dependencies,
  archive: Archive,
  modifiedAt: string,
  path: string,
  bytes: Buffer,
  type: string,
): Promise<Entry> {
  const key = partKey(archive.id, sha256(bytes));
  const etag = await d.store.put(key, bytes, { type });
  return {
    path,
    source: {
      bucket: 'archives',
      key,
      etag: etag ?? '',
      size: bytes.length,
      crc32: crcToBase64(crc32(bytes)),
    },
    modifiedAt,
  };
}

/** Decides what the archive holds, as everything stood when it was asked for. */
async function decide(d: Dependencies, archive: Archive): Promise<Plan> {
  const { forms, table, scanned = false } = d;
  const campaign = await readCampaign(table, d.campaign);
  const { choice, missing = [] } = archive;
  const reports = await gather(table, await findPinned(table, archive), everyUnit(campaign), forms);
  const submissions = reports.map(({ revision }) => revision.submittedAt).sort();
  const contentAt = submissions.at(-1) ?? archive.requestedAt;

  const paths = openPaths();
  const readmePath = paths.file('', 'README.txt');
  const manifestPath = paths.file('', 'manifest.csv');
  const reported = forms.filter(({ id }) => reports.some(({ form }) => form.id === id));
  const tables = reported.map((form) => ({ form, path: paths.file('', `${form.short.zh}.xlsx`) }));
  const files =
    choice.attachments === false ? new Map<string, Entry>() : fileEntries(campaign, reports, paths, scanned);
  // A file that is left out is still called by its name.
  const names = new Map(
    reports.flatMap(({ revision }) => revision.attachments.map(({ id, name }) => [id, name])),
  );

  const leftOut = choice.attachments === false ? [] : leftOutOf(campaign, reports, scanned);
  const text = readme({ archive, campaign, forms, reports: reports.length, files: files.size, leftOut });
  const entries = [await part(d, archive, contentAt, readmePath, text, 'text/plain; charset=utf-8')];
  for (const { form, path } of tables) {
    const own = reports.filter((report) => report.form.id === form.id);
    const pathOf = (file: string) => files.get(file)?.path ?? names.get(file);
    const bytes = await consolidatedTable(form, own, { language: 'zh', timeZone: campaign.timeZone, pathOf });
    entries.push(await part(d, archive, contentAt, path, bytes, XLSX));
  }
  entries.push(...files.values());
  return {
    archive: archive.id,
    campaign: campaign.id,
    contentAt,
    entries,
    missing,
    leftOut,
    manifestPath,
  };
}

export async function readPlan(d: Dependencies, archive: string): Promise<Plan | undefined> {
  const stored = await d.store.get(planKey(archive));
  return stored && Plan.parse(JSON.parse(stored.toString('utf8')));
}

/** The first plan that was stored is the plan, whoever else was planning at the same time. */
async function storedPlan(d: Dependencies, archive: Archive): Promise<Plan> {
  const before = await readPlan(d, archive.id);
  if (before) return before;
  const plan = await decide(d, archive);
  const bytes = Buffer.from(JSON.stringify(plan));
  if (
    (await d.store.put(planKey(archive.id), bytes, { onlyNew: true, type: 'application/json' })) !== undefined
  )
    return plan;
  const theirs = await readPlan(d, archive.id);
  if (!theirs) throw new Error('the plan that was there a moment ago is gone');
  return theirs;
}

/** How many files are not in it, by the reason. */
function countOf({ leftOut }: Plan): NonNullable<Archive['leftOut']> {
  const counts: NonNullable<Archive['leftOut']> = {};
  for (const { why = 'waiting' } of leftOut) counts[why] = (counts[why] ?? 0) + 1;
  return counts;
}

/** What the state machine goes on with. */
export interface Planned {
  /** Numbers of the slices, which may be built at once. */
  slices: number[];
}

/**
 * Settles what the archive holds and how it is put together. Run again, it answers the same, as long as there is
 * something to build.
 * @throws ArchiveFailed for a file that no object can hold
 */
export async function plan(d: Dependencies, archive: Archive): Promise<Planned> {
  if (!isUnderWay(archive)) return { slices: [] };
  const decided = await storedPlan(d, archive);
  const work = await prepare(d, archive, decided);
  await openUploads(d.store, work);
  const planned = { slices: slicesOf(work) };
  if (archive.state === 'building') return planned;
  const bytes = bytesOf(decided);
  d.log.info('archive planned', { archive: archive.id, count: decided.entries.length, bytes });
  try {
    await d.table.update({
      key: keys.archive(archive.campaign, archive.id),
      update:
        'SET #state = :building, #files = :files, #bytes = :bytes, leftOut = :leftOut, startedAt = :now, #progress = :nothing',
      condition: '#state = :planning',
      names: { '#state': 'state', '#files': 'files', '#bytes': 'bytes', '#progress': 'progress' },
      values: {
        ':building': 'building',
        ':planning': 'planning',
        ':files': decided.entries.length,
        ':bytes': bytes,
        ':leftOut': countOf(decided),
        ':now': d.clock().toISOString(),
        ':nothing': {},
      },
    });
  } catch (error) {
    // Another run of this step was first, with the same plan; or the job was cancelled.
    if (!(error instanceof ConditionFailed)) throw error;
  }
  return planned;
}
