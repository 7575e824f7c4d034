import type { Chased, ChaseEntry } from '../../schemas/contract/reminders.ts';
import type { Session } from '../../schemas/session.ts';
import { inParallel } from '../shared/in-parallel.ts';
import { auditRow } from '../shared/records/audit.ts';
import { listHeads } from '../shared/records/reports.ts';
import { ConditionFailed } from '../shared/records/shapes.ts';
import { reminderWrites } from '../shared/reminders/log.ts';
import type { Dependencies } from './dependencies.ts';
import { chosenOf, owingUnits } from './owing.ts';

const AT_ONCE = 8;

/**
 * Queues a mail to each chosen unit that owes some of the chosen forms. A key chases a unit once: a second click finds
 * the mail there.
 */
export async function chase(d: Dependencies, by: Session, { key, ...which }: ChaseEntry): Promise<Chased> {
  const { table, campaign, clock, log } = d;
  const now = clock();
  const owing = owingUnits(campaign, await listHeads(table, campaign.id), now);
  const chased = await inParallel(chosenOf(owing, which), AT_ONCE, async ({ unit: { id: unit }, owed }) => {
    const forms = owed.map(({ form }) => form.id);
    const mail = `${campaign.id}.${unit}.${key}.reminder`;
    const event = { campaign: campaign.id, by: by.email, action: 'chased', office: by.office, unit } as const;
    try {
      await table.transact([
        ...reminderWrites(campaign.id, { unit, forms, mail, by: by.email }, now),
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
