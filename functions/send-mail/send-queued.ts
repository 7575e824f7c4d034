import { Mail, type MailFailure } from '../../schemas/mail.ts';
import { contentOf } from '../shared/mails/content-of.ts';
import { noteFate, wordOf } from '../shared/mails/fates.ts';
import { recipients } from '../shared/mails/recipients.ts';
import { keys } from '../shared/records/keys.ts';
import { claim, isSettled, isUncertain, keepHanded, markFailed, markSent, release } from './claim.ts';
import type { Dependencies } from './dependencies.ts';
import { NotSent, Refused, type Sent } from './transports/transport.ts';

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

/** Nobody is left who could get it: it is given up, unless others have it. */
async function nobodyElse(dependencies: Dependencies, mail: Mail, failure: MailFailure): Promise<void> {
  const { handed = [], to = [] } = mail;
  if (handed.length === 0) return giveUp(dependencies, mail, failure);
  const refused = to.filter((address) => !handed.includes(address)).map((address) => ({ address }));
  await noteRefused(dependencies, mail, refused);
  await markSent(
    dependencies.table,
    mail,
    { messageId: mail.messageId ?? '', tracked: false },
    dependencies.clock(),
  );
}

/** Some of the recipients of an attempt will never get the mail. */
async function noteRefused({ table, clock, log }: Dependencies, mail: Mail, refused: Sent['refused']) {
  for (const { address, reason } of refused) {
    await noteFate(table, mail.id, address, wordOf('refused', clock(), reason));
  }
  if (refused.length === 0) return;
  log.warn('mail refused to some of its recipients', { ...factsOf(mail), count: refused.length });
  log.count('MailFailed');
}

/** It left for some or for all. @throws NotSent when there are others to be tried again */
async function left(dependencies: Dependencies, mail: Mail, to: string[], sent: Sent): Promise<void> {
  const { table, clock, log } = dependencies;
  await noteRefused(dependencies, mail, sent.refused);
  if (sent.later.length > 0) {
    const without = [...sent.later, ...sent.refused.map(({ address }) => address)];
    const handed = to.filter((address) => !without.includes(address));
    const held = await keepHanded(table, mail, handed);
    return settle(dependencies, held ?? mail, sent.why ?? new NotSent('some recipients have to wait'));
  }
  await markSent(table, mail, sent, clock());
  log.info(mail.possiblySentBefore ? 'mail sent, possibly again' : 'mail sent', factsOf(mail));
  log.count('MailSent');
}

/** Says what the failure of an attempt means for the mail. @throws NotSent when it shall be delivered again */
async function settle(dependencies: Dependencies, mail: Mail, error: unknown): Promise<void> {
  const { table, clock, log } = dependencies;
  if (error instanceof Refused) return nobodyElse(dependencies, mail, error.reason);
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
 * @throws NotSent when the mail surely did not leave, or not for all, and shall be tried again
 */
export async function sendQueued(dependencies: Dependencies, id: string): Promise<void> {
  const { campaign, table, transport, clock, siteUrl, from } = dependencies;
  const row = await table.get(keys.mail(id));
  if (!row) return;
  const queued = Mail.parse(row);
  const now = clock();
  if (isSettled(queued, now)) return;
  if (isUncertain(queued)) return giveUp(dependencies, queued, 'uncertain');
  const { to: everybody, spared, languages } = await recipients(table, queued);
  const to = everybody.filter((address) => !queued.handed?.includes(address));
  if (to.length === 0) {
    return nobodyElse(dependencies, queued, spared.length > 0 ? 'unreachable' : 'no-recipient');
  }
  const content = await contentOf({ campaign, table, siteUrl, now }, queued, languages);
  const mail = await claim(table, queued, to, now);
  if (!mail) return;
  let sent: Sent;
  try {
    sent = await transport.send({ ...content, id, from, to });
  } catch (error) {
    return settle(dependencies, mail, error);
  }
  await left(dependencies, mail, to, sent);
}
