import { Mail } from '../../../schemas/mail.ts';
import { keys } from './keys.ts';
import { NEW, type Record, type Update, type Write } from './shapes.ts';

/** What is known of a mail when it is queued. */
export type News = Pick<
  Mail,
  | 'id'
  | 'kind'
  | 'campaign'
  | 'unit'
  | 'office'
  | 'address'
  | 'form'
  | 'revision'
  | 'reference'
  | 'archive'
  | 'about'
  | 'message'
  | 'forms'
  | 'changed'
  | 'reason'
  | 'again'
>;

/**
 * The outbox row of a mail that must go out. It leaves the queue when it is sent, and stays in the log of its campaign:
 * `mails` is what the sparse index of that name sorts.
 */
export function mailRow(news: News, now: Date): Record {
  const createdAt = now.toISOString();
  const mail = Mail.parse({ ...news, status: 'pending', createdAt });
  return {
    ...keys.mail(mail.id),
    type: 'mail',
    ...mail,
    queue: 'mail',
    queuedAt: createdAt,
    mails: mail.campaign,
  };
}

/** Queues a mail with what it tells of, once: a mail of that id that exists refuses the transaction. */
export const queueMail = (news: News, now: Date): Write => ({ put: mailRow(news, now), condition: NEW });

/** A claim that stands longer than this belongs to an attempt that died. */
const CLAIM_SECONDS = 120;

/** Until when a claim must have been made to count as dead. */
export const claimDeadline = (now: Date): string =>
  new Date(now.getTime() - CLAIM_SECONDS * 1000).toISOString();

/**
 * Makes the stream tell of a mail again that waits in the queue without anybody sending it: its event was lost, or
 * its attempt failed or died. The claim of a dead attempt stays, because it says that the mail may have left.
 */
export const nudgeMail = (id: string, now: Date): Update => ({
  key: keys.mail(id),
  update: 'SET #status = :pending, nudgedAt = :now',
  condition:
    '#status IN (:pending, :sending) AND (attribute_not_exists(claimedAt) OR claimedAt <= :deadline)',
  names: { '#status': 'status' },
  values: {
    ':pending': 'pending',
    ':sending': 'sending',
    ':now': now.toISOString(),
    ':deadline': claimDeadline(now),
  },
});
