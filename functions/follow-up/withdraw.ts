import type { Withdrawable, Withdrawal } from '../../schemas/contract/reports.ts';
import type { ReportHead } from '../../schemas/report.ts';
import type { Session } from '../../schemas/session.ts';
import { Problem } from '../shared/problems.ts';
import { auditRow } from '../shared/records/audit.ts';
import { keys } from '../shared/records/keys.ts';
import { findHead } from '../shared/records/reports.ts';
import { ConditionFailed } from '../shared/records/shapes.ts';
import type { OwnReport } from '../shared/reports/own-report.ts';
import { lockOf } from '../shared/reports/standing.ts';
import type { Dependencies } from './dependencies.ts';

/** The unit or an office does something at the same moment: look again, it may still stand. */
const TRIES = 4;

/**
 * The head of a report that can be taken back: submitted, not decided on, and still taken, because after closing it
 * could never be submitted again.
 * @throws Problem `already-accepted`, `form-closed`, `not-awaiting-review`
 */
export function withdrawable(own: OwnReport, head: ReportHead | undefined, now: Date): ReportHead {
  const lock = lockOf(own, head, now);
  if (lock) throw new Problem(lock);
  if (head?.state !== 'submitted') throw new Problem('not-awaiting-review');
  return head;
}

/**
 * Takes back a report before it is reviewed (撤回): it is owed again, and whether it is in time is told anew by its next
 * submission. Its revisions stay, and so do its answers in the form.
 * @throws Problem as `withdrawable`; `stale-version` when the revision is not the newest
 */
export async function withdraw(
  { table, clock, log }: Dependencies,
  own: OwnReport,
  session: Session,
  { revision }: Withdrawal,
): Promise<Withdrawable> {
  const { campaign, unit, form } = own;
  for (let tries = 1; ; tries++) {
    const now = clock();
    const before = await findHead(table, own);
    if (before && before.revision !== revision) {
      throw new Problem('stale-version', [], { revision: before.revision });
    }
    const head = withdrawable(own, before, now);
    const { version, reference } = head;
    const event = { campaign, unit, form, revision, reference, by: session.email };
    try {
      await table.transact([
        {
          key: keys.head(own),
          update: 'SET #state = :withdrawn, #version = :version REMOVE firstSubmittedAt',
          condition: '#version = :seen',
          names: { '#state': 'state', '#version': 'version' },
          values: { ':withdrawn': 'withdrawn', ':version': version + 1, ':seen': version },
        },
        { put: auditRow({ ...event, action: 'report-withdrawn' }, now) },
      ]);
      log.info('report withdrawn', { reference, form, unit });
      return { state: 'withdrawn', revision };
    } catch (error) {
      if (!(error instanceof ConditionFailed) || tries >= TRIES) throw error;
    }
  }
}
