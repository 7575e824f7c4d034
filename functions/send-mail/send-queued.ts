import { Mail, type MailFailure } from '../../schemas/mail.ts';
import { contentOf } from '../shared/mails/content-of.ts';
import { keys } from '../shared/records/keys.ts';
import { claim, isSettled, isUncertain, markFailed, markSent, release } from './claim.ts';
import type { Dependencies } from './dependencies.ts';
import { recipients } from './recipients.ts';
import { NotSent, Refused } from './transports/transport.ts';

/** After so long nobody waits for it any more; the office sees that it failed. */
const GIVE_UP_AFTER = 24 * 60 * 60 * 1000;

const factsOf = ({ id, kind, reference, form, unit }: Mail) => ({
  mail: kind === 'archive-ready' ? id : kind,
  reference,
  form,
  unit,
});

async function giveUp({ table, log }: Dependencies, mail: Mail, failure: MailFailure): Promise<void> {
  await markFailed(table, mail, failure);
  log.warn(`mail given up: ${failure}`, factsOf(mail));
  log.count('MailFailed');
}

/** Says what the failure of an attempt means for the mail. @throws NotSent when it shall be delivered again */
async function settle(dependencies: Dependencies, mail: Mail, error: unknown): Promise<void> {
  const { table, clock, log } = dependencies;
  if (error instanceof Refused) return giveUp(dependencies, mail, error.reason);
  if (!(error instanceof NotSent)) {
    // Nobody knows whether it left. The claim stays and goes stale; the queue's sweep has it tried once more.
    log.error('mail without an answer', error, factsOf(mail));
    return;
  }
  if (clock().getTime() - Date.parse(mail.createdAt) > GIVE_UP_AFTER) {
    return giveUp(dependencies, mail, 'tried-too-long');
  }
  await release(table, mail);
  throw error;
}

/**
 * One attempt at a mail of the outbox. Its text and recipients are read before it is claimed, so that whatever goes
 * wrong there leaves it free. Delivered again, it finds the mail sent, given up or claimed, and does nothing.
 * @throws NotSent when the mail surely did not leave and shall be tried again
 */
export async function sendQueued(dependencies: Dependencies, id: string): Promise<void> {
  const { campaign, table, transport, clock, log, siteUrl, from } = dependencies;
  const row = await table.get(keys.mail(id));
  if (!row) return;
  const queued = Mail.parse(row);
  const now = clock();
  if (isSettled(queued, now)) return;
  if (isUncertain(queued)) return giveUp(dependencies, queued, 'uncertain');
  const to = await recipients(table, queued);
  if (to.length === 0) return giveUp(dependencies, queued, 'no-recipient');
  const content = await contentOf({ campaign, table, siteUrl, now }, queued, ['zh']);
  const mail = await claim(table, queued, now);
  if (!mail) return;
  try {
    const { messageId } = await transport.send({ ...content, id, from, to });
    await markSent(table, mail, messageId, clock());
  } catch (error) {
    return settle(dependencies, mail, error);
  }
  log.info(mail.possiblySentBefore ? 'mail sent, possibly again' : 'mail sent', factsOf(mail));
  log.count('MailSent');
}
