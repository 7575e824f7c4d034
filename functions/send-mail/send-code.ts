import { Contact } from '../../schemas/session.ts';
import { SignInRequest } from '../../schemas/sign-in.ts';
import type { Language } from '../../schemas/text.ts';
import { signInCode } from '../shared/mails/sign-in-code.ts';
import { write } from '../shared/mails/write.ts';
import { noteOnContact } from '../shared/records/contacts.ts';
import { keys } from '../shared/records/keys.ts';
import type { Key } from '../shared/records/shapes.ts';
import { updateIf } from '../shared/records/update-if.ts';
import { hashCode, newCode } from '../shared/sign-in-code.ts';
import type { Dependencies } from './dependencies.ts';
import { Refused } from './transports/transport.ts';

/** Attempts at one request; each that got far enough mailed another code, and the newest is the one that counts. */
const MOST_ATTEMPTS = 3;

/** The contact of this campaign that has the address. */
async function findContact({ table, campaign }: Dependencies, email: string): Promise<Contact | undefined> {
  const row = await table.get(keys.contact(email));
  const contact = row && Contact.parse(row);
  return contact?.campaign === campaign.id ? contact : undefined;
}

/** Mails of the outbox are written in the language in which somebody last signed in. */
async function rememberLanguage(
  { table }: Dependencies,
  contact: Contact,
  language: Language,
): Promise<void> {
  const { email, language: known = 'zh' } = contact;
  if (language === known) return;
  await noteOnContact(table, email, {
    update: 'SET #language = :language',
    condition: 'attribute_exists(pk)',
    names: { '#language': 'language' },
    values: { ':language': language },
  });
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
  const contact = await findContact(dependencies, request.email);
  if (!contact) return;
  const code = newCode();
  const { salt, codeHash } = await hashCode(code);
  const mine = { ':requestedAt': request.requestedAt, ':attempts': request.attempts };
  const claimed = await updateIf(table, {
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
  if (!claimed) return;
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
  // Somebody fast may have used the code already; then there is nothing left to mark.
  await updateIf(table, {
    key,
    update: 'SET #status = :sent',
    condition: 'codeHash = :hash',
    names: { '#status': 'status' },
    values: { ':sent': 'sent', ':hash': codeHash },
  });
  await rememberLanguage(dependencies, contact, request.language);
  log.info('code mailed');
}
