import { type Campaign, dayOf } from '../../schemas/campaign.ts';
import { readCampaign } from '../shared/campaign.ts';
import type { Clock } from '../shared/clock.ts';
import type { Log } from '../shared/log.ts';
import { mailRow } from '../shared/records/outbox.ts';
import { listHeads } from '../shared/records/reports.ts';
import { ConditionFailed, NEW, type Table } from '../shared/records/shapes.ts';
import { owed } from './owed.ts';

export interface Dependencies {
  campaign: Campaign;
  table: Table;
  clock: Clock;
  log: Log;
}

/** One reminder a unit and day; a second run of the day finds it there and changes nothing (I6). */
async function queue({ campaign, table }: Dependencies, unit: string, forms: string[], now: Date) {
  const id = `${campaign.id}.${unit}.${dayOf(campaign, now)}.reminder`;
  try {
    await table.put(mailRow({ id, kind: 'reminder', campaign: campaign.id, unit, forms }, now), NEW);
    return 1;
  } catch (error) {
    if (error instanceof ConditionFailed) return 0;
    throw error;
  }
}

/** Queues a mail to every unit that owes something today. It ends where it failed; run again, it goes on there. */
export async function remind(dependencies: Dependencies): Promise<{ queued: number }> {
  const { table, clock, log } = dependencies;
  const now = clock();
  const campaign = await readCampaign(table, dependencies.campaign);
  let queued = 0;
  for (const [unit, forms] of owed(campaign, await listHeads(table, campaign.id), now)) {
    queued += await queue(dependencies, unit, forms, now);
  }
  log.info('reminders queued', { count: queued });
  log.count('RemindersQueued', queued);
  return { queued };
}
