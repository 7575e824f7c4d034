import type { Campaign } from '../../schemas/campaign.ts';
import type { Mail } from '../../schemas/mail.ts';
import type { Session } from '../../schemas/session.ts';
import { Problem } from '../shared/problems.ts';
import { auditRow } from '../shared/records/audit.ts';
import { keys } from '../shared/records/keys.ts';
import { queueMail } from '../shared/records/outbox.ts';
import { listHeads } from '../shared/records/reports.ts';
import { ConditionFailed, type Table } from '../shared/records/shapes.ts';
import { owedBy } from '../shared/reports/owed.ts';
import type { Dependencies } from './dependencies.ts';

/** `<id>` => `<id>.again-1` => `<id>.again-2`: a mail is sent again once, and then the newer one can be. */
export function nextId(id: string): string {
  const [, first = id, count = '0'] = /^(.*)\.again-(\d+)$/.exec(id) ?? [];
  return `${first}.again-${Number(count) + 1}`;
}

/** What a reminder is about by now. @throws Problem `nothing-owed` */
async function stillOwed(
  table: Table,
  campaign: Campaign,
  { unit = '' }: Mail,
  now: Date,
): Promise<string[]> {
  const owed = owedBy(campaign, unit, await listHeads(table, campaign.id, unit), now);
  if (owed.length === 0) throw new Problem('nothing-owed');
  return owed.map(({ form }) => form.id);
}

/**
 * Has a mail sent once more, by a row of its own. Its id follows from the mail's, so a second click, or somebody else
 * at the same moment, finds it there and gets the same answer.
 * @returns the id of the new mail
 * @param d with the campaign as it stands
 * @throws Problem `mail-under-way` for one that will still go out by itself, `nothing-owed` for a reminder of nothing
 */
export async function resend(
  { table, campaign: standing, clock, log }: Dependencies,
  mail: Mail,
  session: Session,
): Promise<string> {
  if (mail.status === 'pending' || mail.status === 'sending') throw new Problem('mail-under-way');
  const now = clock();
  const id = nextId(mail.id);
  if (mail.kind === 'reminder' && (await table.get(keys.mail(id)))) return id;
  const { campaign, unit, form, revision, reference, archive, message } = mail;
  const { kind, office, address, changed, reason } = mail;
  const forms = mail.kind === 'reminder' ? await stillOwed(table, standing, mail, now) : mail.forms;
  const about = { campaign, unit, form, revision, reference, archive };
  const news = { ...about, about: mail.about, message, kind, office, address, forms, changed, reason };
  const event = {
    ...about,
    by: session.email,
    office: session.office,
    action: 'mail-resent',
    mail: id,
  } as const;
  try {
    await table.transact([
      queueMail({ ...news, id, again: { of: mail.id, by: session.email } }, now),
      { put: auditRow(event, now) },
    ]);
    log.info('mail to be sent again', { mail: id });
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
  }
  return id;
}
