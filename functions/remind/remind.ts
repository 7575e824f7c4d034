import { type Campaign, dayOf } from '../../schemas/campaign.ts';
import { readCampaign } from '../shared/campaign.ts';
import type { Clock } from '../shared/clock.ts';
import type { Log } from '../shared/log.ts';
import { newId } from '../shared/random.ts';
import { keys } from '../shared/records/keys.ts';
import { listHeads } from '../shared/records/reports.ts';
import { ConditionFailed, type Table } from '../shared/records/shapes.ts';
import { reminded, reminderWrites } from '../shared/reminders/log.ts';
import { type Due, dueReminders, recentDays } from './due.ts';
import { remindOfErasure } from './erasure.ts';

export interface Dependencies {
  campaign: Campaign;
  table: Table;
  clock: Clock;
  log: Log;
}

/** What was queued on the days that still matter, as `<day> <unit> <form>`. */
async function sentLately({ table, campaign }: Dependencies, now: Date): Promise<Set<string>> {
  const days = recentDays(campaign, now);
  const rows = await Promise.all(days.map((day) => table.query(keys.remindedOn(campaign.id, day))));
  return new Set(rows.flat().map(({ day, unit, form }) => `${day} ${unit} ${form}`));
}

/** One mail a unit, with the note of each form in it: all or nothing, so a second run finds them there (I6). */
async function queue({ campaign, table }: Dependencies, unit: string, due: Due[], now: Date) {
  const mail = `${campaign.id}.${unit}.${dayOf(campaign, now)}.${newId(now)}.reminder`;
  const forms = due.map(({ form }) => form);
  try {
    await table.transact([
      ...reminderWrites(campaign.id, { unit, forms, mail }, now),
      ...due.map(({ form, day }) => reminded(campaign.id, day, unit, form)),
    ]);
    return 1;
  } catch (error) {
    // Another run was first.
    if (error instanceof ConditionFailed) return 0;
    throw error;
  }
}

/**
 * Queues what is due and not sent yet. It ends where it failed; run again, it goes on there, and the reminders of a
 * morning that was missed are made up for.
 */
export async function remind(given: Dependencies): Promise<{ queued: number }> {
  const { table, clock, log } = given;
  const now = clock();
  const campaign = await readCampaign(table, given.campaign);
  const dependencies = { ...given, campaign };
  const [heads, sent] = await Promise.all([listHeads(table, campaign.id), sentLately(dependencies, now)]);
  let queued = 0;
  for (const [unit, due] of dueReminders(campaign, heads, sent, now)) {
    queued += await queue(dependencies, unit, due, now);
  }
  queued += await remindOfErasure(table, campaign, now);
  log.info('reminders queued', { count: queued });
  log.count('RemindersQueued', queued);
  return { queued };
}
