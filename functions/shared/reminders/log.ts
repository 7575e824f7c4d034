import * as z from 'zod';
import { Instant, Slug } from '../../../schemas/identifier.ts';
import { keys } from '../records/keys.ts';
import { queueMail } from '../records/outbox.ts';
import { NEW, type Table, type Write } from '../records/shapes.ts';

/** One line of the reminder log (催报记录): to whom, of which forms. What became of it stands with the mail. */
export const Reminder = z.object({
  at: Instant,
  unit: Slug,
  forms: z.array(Slug),
  mail: z.string(),
  /** Who chased; absent where the schedule did. */
  by: z.string().optional(),
});
export type Reminder = z.infer<typeof Reminder>;

/**
 * The writes that remind a unit, once: a mail of that id refuses them when it is there.
 * @param mail the mail's id
 */
export function reminderWrites(
  campaign: string,
  { unit, forms, mail, by }: Omit<Reminder, 'at'>,
  now: Date,
): Write[] {
  const at = now.toISOString();
  const line: Reminder = { at, unit, forms, mail, ...(by && { by }) };
  return [
    queueMail({ id: mail, kind: 'reminder', campaign, unit, forms }, now),
    { put: { ...keys.reminder(campaign, at, mail), type: 'reminder', ...line } },
  ];
}

/** The reminder of a form that was due on a day is queued: a row that exists once. */
export const reminded = (campaign: string, day: string, unit: string, form: string): Write => ({
  put: { ...keys.reminded(campaign, day, unit, form), type: 'reminded', unit, form, day },
  condition: NEW,
});

/** The newest lines first. */
export async function listReminders(table: Table, campaign: string, limit: number): Promise<Reminder[]> {
  const { records } = await table.page({ ...keys.reminders(campaign), newestFirst: true, limit });
  return records.map((row) => Reminder.parse(row));
}
