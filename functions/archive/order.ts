import { Archive, type ArchiveChoice } from '../../schemas/archive.ts';
import type { Campaign } from '../../schemas/campaign.ts';
import type { Session } from '../../schemas/session.ts';
import { choose } from '../shared/archives/choice.ts';
import { newJob } from '../shared/archives/jobs.ts';
import { type Detail, Problem } from '../shared/problems.ts';
import { newId } from '../shared/random.ts';
import { auditRow } from '../shared/records/audit.ts';
import { listHeads } from '../shared/records/reports.ts';
import { ConditionFailed } from '../shared/records/shapes.ts';
import type { Dependencies } from './dependencies.ts';
import type { PagedChoice } from './posted-choice.ts';

function strangers(
  given: readonly string[] = [],
  known: readonly string[],
  list: 'forms' | 'units',
): Detail[] {
  return given.flatMap((id, index) =>
    known.includes(id)
      ? []
      : [
          {
            pointer: `/${list}/${index}`,
            severity: 'blocking',
            code: 'unknown',
            message: {
              zh: `本次活动没有“${id}”这一${list === 'forms' ? '报表' : '单位'}。`,
              en: `This campaign has no ${list === 'forms' ? 'form' : 'unit'} "${id}".`,
            },
          },
        ],
  );
}

/** @throws Problem `invalid-input` for forms and units that the campaign does not have */
function requireKnown(campaign: Campaign, choice: ArchiveChoice): void {
  const wrong = [
    ...strangers(
      choice.forms,
      campaign.requests.map(({ form }) => form),
      'forms',
    ),
    ...strangers(
      choice.units,
      campaign.units.map(({ id }) => id),
      'units',
    ),
  ];
  if (wrong.length > 0) throw new Problem('invalid-input', wrong);
}

const NOTHING = {
  pointer: '',
  severity: 'blocking',
  code: 'nothing-reported',
  message: {
    zh: '所选范围内还没有可归档的报表，请放宽选择。',
    en: 'Nothing of what you chose has been reported yet. Choose more.',
  },
} as const;

/**
 * Writes the job down and starts it. Once it is written it will be built: where the start fails, the reconciliation
 * of jobs that wait makes up for it.
 * @returns the archive's id
 * @throws Problem `invalid-input`, also when the archive would hold nothing
 */
export async function order(
  { table, builder, campaign, clock, log }: Dependencies,
  { id: brought, ...choice }: PagedChoice,
  session: Session,
): Promise<string> {
  requireKnown(campaign, choice);
  if (session.office === undefined) throw new Problem('not-allowed');
  const { reports, missing } = choose(campaign, choice, await listHeads(table, campaign.id));
  if (reports.length === 0) throw new Problem('invalid-input', [NOTHING]);
  const now = clock();
  const id = brought ?? newId(now);
  const { email, office } = session;
  const archive = Archive.parse({
    id,
    campaign: campaign.id,
    choice,
    requestedBy: email,
    office,
    requestedAt: now.toISOString(),
    state: 'planning',
    missing,
  });
  const event = {
    campaign: campaign.id,
    by: email,
    action: 'archive-requested',
    office,
    archive: id,
  } as const;
  try {
    await table.transact([...newJob(archive, reports), { put: auditRow(event, now) }]);
  } catch (error) {
    // The same page was posted before: this is that archive.
    if (error instanceof ConditionFailed && brought !== undefined) return id;
    throw error;
  }
  try {
    await builder.start(archive);
  } catch (error) {
    log.error('archive not started yet', error, { archive: id });
  }
  log.info('archive requested', { archive: id, count: reports.length });
  return id;
}
