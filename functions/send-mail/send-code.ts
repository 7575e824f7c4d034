import { Contact } from '../../schemas/session.ts';
import { SignInRequest } from '../../schemas/sign-in.ts';
import { signInCode } from '../shared/mails/sign-in-code.ts';
import { write } from '../shared/mails/write.ts';
import { keys } from '../shared/records/keys.ts';
import { ConditionFailed, type Key } from '../shared/records/shapes.ts';
import { hashCode, newCode } from '../shared/sign-in-code.ts';
import type { Dependencies } from './dependencies.ts';
import { Refused } from './transports/transport.ts';

/** Attempts at one request; each that got far enough mailed another code, and the newest is the one that counts. */
const MOST_ATTEMPTS = 3;

/** Is the address one that may sign in here? */
async function isKnown({ table, campaign }: Dependencies, email: string): Promise<boolean> {
  const row = await table.get(keys.contact(email));
  return row !== undefined && Contact.parse(row).campaign === campaign.id;
}

/**
 * Makes the code of a request and mails it; in the table stands only its hash. An address that is not known gets
 * nothing, and nobody learns of it. An attempt that died is made again with a new code, as the old one is nowhere.
 * @throws whatever the transport throws but Refused, so that the request is delivered again
 */
export async function sendCode(dependencies: Dependencies, key: Key): Promise<void> {
  const { campaign, table, transport, clock, log, from } = dependencies;
  const row = await table.get(key);
  const request = row && SignInRequest.parse(row);
  if (!request || !['pending', 'sending'].includes(request.status)) return;
  if (request.attempts >= MOST_ATTEMPTS || request.expiresAt <= clock().toISOString()) return;
  if (!(await isKnown(dependencies, request.email))) return;
  const code = newCode();
  const { salt, codeHash } = await hashCode(code);
  const mine = { ':requestedAt': request.requestedAt, ':attempts': request.attempts };
  try {
    await table.update({
      key,
      update: 'SET #status = :sending, salt = :salt, codeHash = :hash ADD attempts :one',
      condition: 'requestedAt = :requestedAt AND attempts = :attempts AND #status IN (:pending, :sending)',
      names: { '#status': 'status' },
      values: {
        ...mine,
        ':pending': 'pending',
        ':sending': 'sending',
        ':salt': salt,
        ':hash': codeHash,
        ':one': 1,
      },
    });
  } catch (error) {
    if (error instanceof ConditionFailed) return;
    throw error;
  }
  try {
    const id = `${key.pk}.${request.requestedAt}.${request.attempts}`;
    const content = write(signInCode({ campaign, code }, request.language));
    await transport.send({ ...content, id, from, to: [request.email] });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    log.warn(`code not mailed: ${error.reason}`);
    log.count('MailFailed');
    return;
  }
  await markSent(dependencies, key, codeHash);
  log.info('code mailed');
}

/** Somebody fast may have used the code already; then there is nothing left to mark. */
async function markSent({ table }: Dependencies, key: Key, codeHash: string): Promise<void> {
  try {
    await table.update({
      key,
      update: 'SET #status = :sent',
      condition: 'codeHash = :hash',
      names: { '#status': 'status' },
      values: { ':sent': 'sent', ':hash': codeHash },
    });
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
  }
}
