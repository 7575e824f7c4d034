import { Mail } from '../../../schemas/mail.ts';
import { keys } from './keys.ts';
import { NEW, type Record, type Write } from './shapes.ts';

export type News = Omit<Mail, 'status' | 'createdAt' | 'attempts' | 'possiblySentBefore'>;

/** The outbox row of a mail that must go out; it leaves the queue when it is sent. */
export function mailRow(news: News, now: Date): Record {
  const createdAt = now.toISOString();
  const mail = Mail.parse({ ...news, status: 'pending', createdAt });
  return { ...keys.mail(mail.id), type: 'mail', ...mail, queue: 'mail', queuedAt: createdAt };
}

/** Queues a mail with what it tells of, once: a mail of that id that exists refuses the transaction. */
export const queueMail = (news: News, now: Date): Write => ({ put: mailRow(news, now), condition: NEW });
