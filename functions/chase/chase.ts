import type { Chased, ChaseEntry } from '../../schemas/contract/reminders.ts';
import type { Session } from '../../schemas/session.ts';
import { inParallel } from '../shared/in-parallel.ts';
import { auditRow } from '../shared/records/audit.ts';
import { listHeads } from '../shared/records/reports.ts';
import { ConditionFailed } from '../shared/records/shapes.ts';
import { reminderWrites } from '../shared/reminders/log.ts';
import type { Dependencies } from './dependencies.ts';
import { owingUnits } from './owing.ts';

const AT_ONCE = 8;

/**
 * Queues a mail to each chosen unit that owes some of the chosen forms. A key chases a unit once: a second click finds
 * the mail there.
 */
export async function chase(
  d: Dependencies,
  by: Session,
  { units, forms, key }: ChaseEntry,
): Promise<Chased> {
  const { table, campaign, clock, log } = d;
  const now = clock();
  const chosen = owingUnits(campaign, await listHeads(table, campaign.id), now)
    .filter(({ unit }) => units === undefined || units.includes(unit.id))
    .map(({ unit, owed }) => ({
      unit: unit.id,
      forms: owed.map(({ form }) => form.id).filter((form) => forms === undefined || forms.includes(form)),
    }))
    .filter((one) => one.forms.length > 0);
  const chased = await inParallel(chosen, AT_ONCE, async ({ unit, forms: of }) => {
    const mail = `${campaign.id}.${unit}.${key}.reminder`;
    const event = { campaign: campaign.id, by: by.email, action: 'chased', office: by.office, unit } as const;
    try {
      await table.transact([
        ...reminderWrites(campaign.id, { unit, forms: of, mail, by: by.email }, now),
        { put: auditRow(event, now) },
      ]);
      return [unit];
    } catch (error) {
      if (error instanceof ConditionFailed) return [];
      throw error;
    }
  });
  log.info('chased', { count: chased.flat().length });
  return { units: chased.flat() };
}
