import type { Campaign } from '../../schemas/campaign.ts';
import { isErasureDue } from '../shared/records/erasure.ts';
import { keys } from '../shared/records/keys.ts';
import { queueMail } from '../shared/records/outbox.ts';
import { ConditionFailed, type Table } from '../shared/records/shapes.ts';

/**
 * Tells the lead office, once a campaign, that the last day for names and phones has passed: the pages promise that
 * they are erased then, and a person has to do it.
 * @returns how many mails were queued
 */
export async function remindOfErasure(table: Table, campaign: Campaign, now: Date): Promise<number> {
  const lead = campaign.offices.find((office) => office.lead);
  const id = `${campaign.id}.erasure-due`;
  if (!lead || !(await isErasureDue(table, campaign, now)) || (await table.get(keys.mail(id)))) return 0;
  try {
    await table.transact([
      queueMail({ id, kind: 'erasure-due', campaign: campaign.id, office: lead.id }, now),
    ]);
    return 1;
  } catch (error) {
    // Another run was first.
    if (error instanceof ConditionFailed) return 0;
    throw error;
  }
}
