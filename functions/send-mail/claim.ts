import { Mail, type MailFailure } from '../../schemas/mail.ts';
import { keys } from '../shared/records/keys.ts';
import { claimDeadline } from '../shared/records/outbox.ts';
import type { Table, Update } from '../shared/records/shapes.ts';
import { updateIf } from '../shared/records/update-if.ts';
import type { Sent } from './transports/transport.ts';

async function change(table: Table, update: Update): Promise<Mail | undefined> {
  const row = await updateIf(table, update);
  return row && Mail.parse(row);
}

const claimIs = (mail: Mail) =>
  mail.claimedAt === undefined ? 'attribute_not_exists(claimedAt)' : 'claimedAt = :before';

/** Is there nothing to do here: sent, given up, or in the hands of an attempt that may still be alive? */
export const isSettled = ({ status, claimedAt }: Mail, now: Date): boolean =>
  status === 'sent' || status === 'failed' || (claimedAt !== undefined && claimedAt > claimDeadline(now));

/** Did two attempts end without anybody knowing how? A third could be the third copy. */
export const isUncertain = ({ claimedAt, possiblySentBefore }: Mail): boolean =>
  claimedAt !== undefined && possiblySentBefore;

/**
 * Takes a mail for one attempt at these addresses. A claim that stands and is dead says that an earlier attempt may have sent it: this
 * one is the last then, and flagged.
 * @returns undefined when another attempt was faster
 */
export const claim = (table: Table, mail: Mail, to: string[], now: Date): Promise<Mail | undefined> =>
  change(table, {
    key: keys.mail(mail.id),
    // Word of it may come before the attempt has ended, so there is a place for it from now on.
    update:
      'SET #status = :sending, claimedAt = :now, possiblySentBefore = :possibly, #to = :to, ' +
      'fates = if_not_exists(fates, :none) ADD attempts :one',
    condition: `#status IN (:pending, :sending) AND ${claimIs(mail)}`,
    names: { '#status': 'status', '#to': 'to' },
    values: {
      ':to': [...(mail.handed ?? []), ...to],
      ':none': {},
      ':pending': 'pending',
      ':sending': 'sending',
      ':now': now.toISOString(),
      ':before': mail.claimedAt,
      ':possibly': mail.possiblySentBefore || mail.claimedAt !== undefined,
      ':one': 1,
    },
  });

/** The attempt surely sent nothing: the next one is free to begin. The row does not become pending, which would start it at once. */
export const release = (table: Table, mail: Mail): Promise<Mail | undefined> =>
  change(table, {
    key: keys.mail(mail.id),
    update: 'REMOVE claimedAt',
    condition: claimIs(mail),
    values: { ':before': mail.claimedAt },
  });

/** These have it: the next attempt is for the rest alone. The claim stays, for it is not known of all of the rest. */
export const keepHanded = (table: Table, mail: Mail, handed: string[]): Promise<Mail | undefined> =>
  change(table, {
    key: keys.mail(mail.id),
    update: 'SET handed = :handed',
    condition: claimIs(mail),
    values: { ':handed': [...(mail.handed ?? []), ...handed], ':before': mail.claimedAt },
  });

export const markSent = (
  table: Table,
  mail: Mail,
  { messageId, tracked }: Pick<Sent, 'messageId' | 'tracked'>,
  now: Date,
): Promise<Mail | undefined> =>
  change(table, {
    key: keys.mail(mail.id),
    update:
      'SET #status = :sent, sentAt = :now, messageId = :message, tracked = :tracked REMOVE queue, queuedAt',
    condition: '#status <> :sent',
    names: { '#status': 'status' },
    values: { ':sent': 'sent', ':now': now.toISOString(), ':message': messageId, ':tracked': tracked },
  });

export const markFailed = (table: Table, mail: Mail, failure: MailFailure): Promise<Mail | undefined> =>
  change(table, {
    key: keys.mail(mail.id),
    update: 'SET #status = :failed, failure = :failure REMOVE queue, queuedAt',
    condition: `#status IN (:pending, :sending) AND ${claimIs(mail)}`,
    names: { '#status': 'status' },
    values: {
      ':pending': 'pending',
      ':sending': 'sending',
      ':failed': 'failed',
      ':failure': failure,
      ':before': mail.claimedAt,
    },
  });
